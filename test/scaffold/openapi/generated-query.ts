import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

const BY_SCALAR: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1.5',
  Boolean: 'true',
  Decimal: '"1.5"',
  BigInt: '"7"',
  Date: '"2026-01-02"',
  DateTime: '"2026-01-02T03:04:05Z"',
  LocalDateTime: '"2026-01-02T03:04"',
  Time: '"03:04:05"',
  Duration: '"PT1M"',
  JSON: '{ a: 1 }',
};

/** A value of an input type, with what is required alone. */
export const valueFor = (type: GraphQLInputType): string => {
  if (isNonNullType(type)) return valueFor(type.ofType);
  if (isListType(type)) return `[${valueFor(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${needed.map((field) => `${field.name}: ${valueFor(field.type)}`).join(', ')} }`;
  }
  return BY_SCALAR[type.name] ?? '"a1"';
};

const argsText = (args: readonly GraphQLArgument[], more: readonly string[] = []): string => {
  const said = [...args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${valueFor(arg.type)}`), ...more];
  return said.length > 0 ? `(${said.join(', ')})` : '';
};

/** Fields of one type in several members of a union may differ; each has an alias of its own. */
const selection = (type: GraphQLOutputType, schema: GraphQLSchema, depth: number, alias = ''): string | undefined => {
  if (isNonNullType(type) || isListType(type)) return selection(type.ofType, schema, depth, alias);
  if (isAbstractType(type))
    return `{ __typename ${schema
      .getPossibleTypes(type)
      .map(
        (member, i) =>
          `... on ${member.name} ${selection(member, schema, depth, `${alias}m${i}_`) ?? '{ __typename }'}`,
      )
      .join(' ')} }`;
  if (!isObjectType(type)) return '';
  if (depth === 0) return undefined;
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = field.args.some(isRequiredArgument) ? undefined : selection(field.type, schema, depth - 1, alias);
    return inner === undefined ? [] : [`${alias === '' ? '' : `${alias}${field.name}: `}${field.name} ${inner}`];
  });
  return fields.length > 0 ? `{ ${fields.join(' ')} }` : '{ __typename }';
};

/** A query of one root field with all that it holds, so many levels deep. */
export const queryFor = (field: GraphQLField<unknown, unknown>, schema: GraphQLSchema, depth = 4): string => {
  const isConnection =
    field.args.some(({ name }) => name === 'first') && field.args.some(({ name }) => name === 'after');
  return `{ answer: ${field.name}${argsText(field.args, isConnection ? ['first: 1'] : [])} ${selection(field.type, schema, depth) ?? ''} }`;
};
