import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  LoneAnonymousOperationRule,
  type OperationDefinitionNode,
  parse,
  Source,
  separateOperations,
  specifiedRules,
  UniqueOperationNamesRule,
  validate,
} from 'graphql';
import { rootless, TOO_DEEP } from '../explain/rootless.ts';

/** A file of operations. */
export interface OperationFile {
  readonly name: string;
  readonly text: string;
}

/** An operation, and the fragments that it may use. */
export interface KnownOperation {
  readonly file: string;
  readonly node: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** What files hold; what is wrong with them, in sentences with their places. */
export interface ReadOperations {
  readonly operations: readonly KnownOperation[];
  readonly problems: readonly string[];
}

/** Operations of several files may share a name, or have none. */
const rules = specifiedRules.filter((rule) => rule !== LoneAnonymousOperationRule && rule !== UniqueOperationNamesRule);

/** Reads operations; fragments are looked for in the same file, then in all. */
export const readOperations = (files: readonly OperationFile[], schema: GraphQLSchema): ReadOperations => {
  const problems: string[] = [];
  const read = files.map((file) => ({ file, definitions: definitionsOf(file, problems) }));
  const shared = fragmentsIn(read.flatMap(({ definitions }) => definitions));
  const operations = read.flatMap(({ file, definitions }) => {
    const fragments = new Map([...shared, ...fragmentsIn(definitions)]);
    return definitions
      .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
      .map((node) => ({ file: file.name, node, fragments }));
  });
  const sound = operations.filter(({ file, node, fragments }) => {
    const found = problemsOf(schema, alone(node, fragments), file);
    problems.push(...found);
    return found.length === 0;
  });
  return { operations: sound, problems: [...new Set(problems)] };
};

const problemsOf = (schema: GraphQLSchema, document: DocumentNode, file: string): readonly string[] => {
  try {
    return [
      ...validate(schema, document, rules).map(told),
      ...rootless(schema, document).map((each) => `${file}: ${each}`),
    ];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [`${file}: ${TOO_DEEP}`];
  }
};

const definitionsOf = ({ name, text }: OperationFile, problems: string[]): readonly DefinitionNode[] => {
  try {
    return parse(new Source(text, name)).definitions;
  } catch (error) {
    if (!(error instanceof GraphQLError || error instanceof RangeError)) throw error;
    problems.push(error instanceof RangeError ? `${name}: ${TOO_DEEP}` : told(error));
    return [];
  }
};

const fragmentsIn = (definitions: readonly DefinitionNode[]): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );

/** An operation with the fragments it uses: of others it need not know what is wrong with them. */
const alone = (node: OperationDefinitionNode, fragments: KnownOperation['fragments']): DocumentNode => {
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [node, ...fragments.values()] };
  return Object.values(separateOperations(whole))[0] ?? whole;
};

const told = (error: GraphQLError): string => {
  const [{ line, column } = { line: 1, column: 1 }] = error.locations ?? [];
  const place = error.source ? `${error.source.name}:${line}:${column}` : 'an operation';
  return `${place}: ${error.message}`;
};
