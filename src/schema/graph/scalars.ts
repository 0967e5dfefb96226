import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { scalarLeaf, UNFIT } from '../../datasources/base/index.ts';

/** The contract's scalars as GraphQL knows them: the same reader checks what resolvers return and what clients send. */
const contractScalar = (name: string): GraphQLScalarType => {
  const leaf = scalarLeaf(name, undefined);
  const read = (value: unknown): unknown => {
    const text =
      value instanceof Date
        ? value.toISOString()
        : typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number'
          ? String(value)
          : undefined;
    const found = text === undefined || !leaf ? UNFIT : leaf.text(text, false);
    if (found === UNFIT)
      throw new GraphQLError(`expected ${leaf?.expects ?? name}`, { extensions: { code: 'BAD_USER_INPUT' } });
    return found;
  };
  const fromNode = (node: ValueNode): unknown =>
    // Digits in a query are text here: they never become a JavaScript number.
    node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
      ? read(node.value)
      : read(undefined);
  return new GraphQLScalarType({ name, serialize: read, parseValue: read, parseLiteral: fromNode });
};

const json = new GraphQLScalarType({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

/** All of them, as resolvers. */
export const contractScalars: Readonly<Record<string, GraphQLScalarType>> = Object.fromEntries(
  ['Date', 'DateTime', 'LocalDateTime', 'Time', 'Duration', 'Decimal', 'BigInt']
    .map((name) => [name, contractScalar(name)])
    .concat([['JSON', json]]),
);
