import type { Project } from '../config/load-config.ts';
import { type Operation, operationsOf } from '../datasources/base/index.ts';
import type { CompleteOptions } from '../gateway/options.ts';
import { readContract } from '../schema/index.ts';
import { advice } from './advice/index.ts';
import { checkGraph } from './check-graph.ts';
import { checkOptions } from './check-options.ts';
import type { Finding } from './finding.ts';

/** How a project is looked at. */
export interface CheckProjectOptions {
  /** As production starts: what is missing is an error. @default what the configuration says, else NODE_ENV is "production" */
  readonly production?: boolean;
  /** The file of the configuration, as people know it. */
  readonly file: string;
}

/** What is known of a project at rest. */
export interface CheckedProject {
  /** Errors and warnings, by file and line. */
  readonly findings: readonly Finding[];
  /** The graph as clients see it; undefined where there can be none. */
  readonly sdl: string | undefined;
  /** For a summary: how much was looked at. */
  readonly sources: number;
  readonly operations: number;
}

/** Everything that can be known without sending anything. */
export const checkProject = ({ options: said }: Project, { production, file }: CheckProjectOptions): CheckedProject => {
  const options = production === undefined ? said : { ...said, production };
  const { whole, findings } = checkOptions(options, file);
  const graph = checkGraph(options, whole);
  const operations = new Map((whole?.sources ?? []).map((Source) => [Source.api.name, operationsIn(Source)]));
  // Advice on what does not even start would only be in the way.
  const advised =
    graph.sdl === undefined || whole === undefined ? [] : advise(whole, operations, (source) => fileOf(source, whole));
  const toldTwice = ({ message }: Finding) => findings.some((each) => each.message === message);
  return {
    findings: [...findings, ...graph.findings.filter((each) => !toldTwice(each)), ...advised].toSorted(byPlace),
    sdl: graph.sdl,
    sources: options.sources.length,
    operations: [...operations.values()].reduce((sum, { size }) => sum + size, 0),
  };
};

type Operations = ReadonlyMap<string, ReadonlyMap<string, Operation>>;

const operationsIn = (Source: CompleteOptions['sources'][number]): ReadonlyMap<string, Operation> => {
  try {
    return operationsOf(Source);
  } catch {
    // Told of by the graph, which reads it too.
    return new Map();
  }
};

const fileOf = (source: string, { placeOf }: CompleteOptions): string => placeOf?.(source) ?? `source ${source}`;

const advise = (
  { sources, typeDefs, resolvers, deadlineMs }: CompleteOptions,
  operations: Operations,
  itsFile: (source: string) => string,
): readonly Finding[] => {
  const contract = readContract(sources, typeDefs, resolvers);
  return advice.flatMap((each) => each({ sources, contract, operations, deadlineMs, fileOf: itsFile }));
};

const byPlace = (a: Finding, b: Finding): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
