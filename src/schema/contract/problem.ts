import { type ASTNode, getLocation } from 'graphql';

/** Something wrong that is known at start: where it stands, what it is, and what to do about it. */
export interface Problem {
  /** `file:line:column`, or the name of a source. */
  readonly place: string;
  readonly message: string;
  readonly fix?: string | undefined;
}

/** Hears of every problem; all of them are told at once. */
export type Report = (problem: Problem) => void;

/** Reports at one place. Answers undefined, for whoever has nothing to go on with. */
export type Complain = (message: string, fix?: string) => undefined;

/** Where a node stands: `src/schema/atlas.graphql:12:3`. */
export const placeOfNode = (node: ASTNode | undefined): string => {
  if (!node?.loc) return 'schema';
  const { source, start } = node.loc;
  const { line, column } = getLocation(source, start);
  return `${source.name}:${line}:${column}`;
};

/** Where a source stands, until its file is known. */
export const placeOfSource = (name: string): string => `source ${name}`;

/** @param at a place, or the node that stands there: where that is, takes a look at the whole text, and is found out for a problem alone */
export const complainAt =
  (at: string | ASTNode | undefined, report: Report): Complain =>
  (message, fix) => {
    report({ place: typeof at === 'string' ? at : placeOfNode(at), message, fix });
    return undefined;
  };

/** All that is wrong with a graph, at once. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ place, message, fix }) => `  ${place}\n    ${message}${fix ? `\n    ${fix}` : ''}`);
    super(
      `${problems.length === 1 ? 'One problem' : `${problems.length} problems`} in the graph:\n${lines.join('\n')}`,
    );
    this.problems = problems;
  }
}
