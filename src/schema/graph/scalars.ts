import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { scalarLeaf, UNFIT } from '../../datasources/base/index.ts';
import { jsonScalar } from './json-scalar.ts';

/** The contract's scalars as GraphQL knows them: the same reader checks what resolvers return and what clients send. */
const contractScalar = (name: string): GraphQLScalarType => {
  const leaf = scalarLeaf(name, undefined);
  const expects = leaf?.expects ?? name;
  const read = (value: unknown): unknown => {
    const text =
      value instanceof Date
        ? isoText(value)
        : typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number'
          ? String(value)
          : undefined;
    return text === undefined || !leaf ? UNFIT : leaf.text(text, false);
  };
  const serialize = (value: unknown): unknown => {
    const found = read(value);
    // Nobody's input: the log learns it, and clients an internal error.
    if (found === UNFIT) throw new TypeError(`a resolver returned what is not ${expects}`);
    return found;
  };
  const parseValue = (value: unknown): unknown => {
    const found = read(value);
    if (found === UNFIT) throw new GraphQLError(`expected ${expects}`, { extensions: { code: 'BAD_USER_INPUT' } });
    return found;
  };
  const parseLiteral = (node: ValueNode): unknown =>
    // Digits in a query are text here: they never become a JavaScript number.
    node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
      ? parseValue(node.value)
      : parseValue(undefined);
  return new GraphQLScalarType({ name, serialize, parseValue, parseLiteral });
};

const isoText = (date: Date): string | undefined => (Number.isNaN(date.getTime()) ? undefined : date.toISOString());

/** All of them, as resolvers. */
export const contractScalars: Readonly<Record<string, GraphQLScalarType>> = Object.fromEntries(
  ['Date', 'DateTime', 'LocalDateTime', 'Time', 'Duration', 'Decimal', 'BigInt']
    .map((name) => [name, contractScalar(name)])
    .concat([['JSON', jsonScalar]]),
);
