import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromAST,
} from 'graphql';

/** A value that nobody has given yet. */
export const UNKNOWN = Symbol('unknown');

/** The variables of an operation: those that were given, and the names of those it needs and nobody gave. */
export interface Variables {
  readonly values: Readonly<Record<string, unknown>>;
  readonly unknown: ReadonlySet<string>;
}

/** What is wrong with a question, in sentences. */
export interface Wrong {
  readonly problems: readonly string[];
}

/** Reads variables. */
export const readVariables = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Variables | Wrong => {
  const isUnknown = ({ type, defaultValue, variable }: (typeof variableDefinitions)[number]) =>
    type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined && given[variable.name.value] === undefined;
  const unknown = new Set(variableDefinitions.filter(isUnknown).map(({ variable }) => variable.name.value));
  const known = variableDefinitions.filter((each) => !isUnknown(each));
  const { coerced, errors } = getVariableValues(schema, known, given);
  return coerced ? { values: coerced, unknown } : { problems: (errors ?? []).map(({ message }) => message) };
};

/** Whether a value depends on a variable that nobody gave. */
export const isOpen = (node: ValueNode, variables: Variables): boolean => {
  if (node.kind === Kind.VARIABLE) return variables.unknown.has(node.name.value);
  if (node.kind === Kind.LIST) return node.values.some((each) => isOpen(each, variables));
  return node.kind === Kind.OBJECT && node.fields.some(({ value }) => isOpen(value, variables));
};

/** The arguments of a field, as its resolver gets them; `UNKNOWN` for those that depend on what nobody gave. */
export const argumentsOf = (
  { args }: GraphQLField<unknown, unknown>,
  { arguments: given = [] }: FieldNode,
  variables: Variables,
): Readonly<Record<string, unknown>> => {
  const entries = args.flatMap(({ name, type, defaultValue }): [string, unknown][] => {
    const node = given.find((each) => each.name.value === name)?.value;
    if (node && isOpen(node, variables)) return [[name, UNKNOWN]];
    const value = node && valueFromAST(node, type, variables.values);
    const whole = value === undefined ? defaultValue : value;
    return whole === undefined ? [] : [[name, whole]];
  });
  return Object.fromEntries(entries);
};
