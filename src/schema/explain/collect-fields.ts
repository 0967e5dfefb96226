import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLBoolean,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import { isOpen, type Variables } from './variables.ts';

/** What selections are read with. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

/** The fields that are asked of an object of one type, by their response keys: as GraphQL collects them (section 6.3.2), whatever is not known for certain to be left out included. */
export const collectFields = (
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  selecting: Selecting,
): ReadonlyMap<string, readonly FieldNode[]> => {
  const collected = new Map<string, FieldNode[]>();
  const visit = (selection: SelectionNode): void => {
    if (isLeftOut(selection.directives ?? [], selecting.variables)) return;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const known = collected.get(key);
      if (known) known.push(selection);
      else collected.set(key, [selection]);
      return;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : selecting.fragments.get(selection.name.value);
    if (fragment && applies(fragment.typeCondition?.name.value, type, selecting.schema))
      fragment.selectionSet.selections.forEach(visit);
  };
  for (const set of sets) set.selections.forEach(visit);
  return collected;
};

const applies = (condition: string | undefined, type: GraphQLObjectType, schema: GraphQLSchema): boolean => {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
};

const isLeftOut = (directives: readonly DirectiveNode[], variables: Variables): boolean =>
  directives.some(({ name, arguments: [condition] = [] }) => {
    if (!condition || isOpen(condition.value, variables)) return false;
    const value = valueFromAST(condition.value, GraphQLBoolean, variables.values);
    return name.value === 'skip' ? value === true : name.value === 'include' && value === false;
  });
