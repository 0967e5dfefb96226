import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  parse,
  TypeInfo,
  type ValueNode,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { UserError } from '../../config/user-error.ts';
import { coerced, coercedText } from './coerced.ts';

/** A record, as far as it is known. */
export type KnownRecord = Readonly<Record<string, unknown>>;

/** Values that the people who wrote the graph gave. */
export interface KnownValues {
  /** For an argument of a field, `Query.country`; undefined where nobody gave any. */
  argument(field: string, name: string, type: GraphQLInputType): unknown;
  /** Parts of records, by their types. */
  readonly records: ReadonlyMap<string, KnownRecord>;
}

/**
 * Reads `--with` and the configuration's example query.
 * @param said `country.code=JP` for an argument of a field of Query, `Country.indicators.ids=A,B` of any other; `Country.code=JP` for a record
 * @throws UserError for what names nothing, and for a value that its type does not take
 */
export const knownValues = (
  said: readonly string[],
  example: string | undefined,
  schema: GraphQLSchema,
): KnownValues => {
  const given = new Map<string, unknown>();
  const records = new Map<string, Record<string, unknown>>();
  for (const each of said) {
    const { owner, field, argument, text } = placeOf(each, schema);
    if (argument) given.set(`${owner}.${field}.${argument.name}`, valueIn(each, text, argument.type));
    else records.set(owner, { ...records.get(owner), [field]: text });
  }
  const inExample = example === undefined ? new Map<string, unknown>() : argumentsIn(example, schema);
  return {
    records,
    argument(field, name, type) {
      const what = `${field}.${name}`;
      if (given.has(what)) return given.get(what);
      return inExample.has(what) ? coerced(inExample.get(what), type) : undefined;
    },
  };
};

const valueIn = (said: string, text: string, type: GraphQLInputType): unknown => {
  const value = coercedText(text, type);
  if (value === undefined)
    throw new UserError(
      `--with ${said.slice(0, said.indexOf('='))}: its value is not one of the type ${String(type)}.`,
    );
  return value;
};

/** What one `--with` names. */
interface Place {
  readonly owner: string;
  readonly field: string;
  /** Undefined for a field of a record. */
  readonly argument: GraphQLArgument | undefined;
  /** Behind the first "=". */
  readonly text: string;
}

const placeOf = (said: string, schema: GraphQLSchema): Place => {
  const at = said.indexOf('=');
  const names = said.slice(0, Math.max(at, 0)).split('.');
  const isOfType = schema.getType(names[0] ?? '') !== undefined;
  const [owner = '', field = '', name] = isOfType ? names : [schema.getQueryType()?.name, ...names];
  const type = schema.getType(owner);
  const its = type && 'getFields' in type ? type.getFields()[field] : undefined;
  const argument = its && 'args' in its ? its.args.find((each) => each.name === name) : undefined;
  const isRecord = isOfType && names.length === 2;
  if (at < 0 || !its || (!isRecord && (!argument || names.length > 3)))
    throw new UserError(
      `--with ${names.join('.') || said} names no argument and no field. Say field.argument=VALUE for a field of Query, Type.field.argument=VALUE for any other, or Type.field=VALUE for a record.`,
    );
  return { owner, field, argument, text: said.slice(at + 1) };
};

/** What a query gives to arguments, by field and argument. Variables have no values here. */
const argumentsIn = (query: string, schema: GraphQLSchema): ReadonlyMap<string, unknown> => {
  const found = new Map<string, unknown>();
  const info = new TypeInfo(schema);
  try {
    visit(
      parse(query),
      visitWithTypeInfo(info, {
        Field(node) {
          const what = `${info.getParentType()?.name}.${node.name.value}`;
          for (const { name, value } of node.arguments ?? [])
            if (!holdsVariable(value)) found.set(`${what}.${name.value}`, valueFromASTUntyped(value));
        },
      }),
    );
  } catch {
    // An example that is no query says nothing; the landing page shows it as it is.
  }
  return found;
};

const holdsVariable = (node: ValueNode): boolean => {
  if (node.kind === Kind.LIST) return node.values.some(holdsVariable);
  if (node.kind === Kind.OBJECT) return node.fields.some(({ value }) => holdsVariable(value));
  return node.kind === Kind.VARIABLE;
};
