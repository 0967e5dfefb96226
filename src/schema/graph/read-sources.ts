import {
  apiProblems,
  type Operation,
  operationsOf,
  type SourceClass,
  wellFormed,
} from '../../datasources/base/index.ts';
import { type Complain, complainAt, placeOfSource, type Report } from '../contract/problem.ts';
import type { SourceModel } from '../contract/source-model.ts';
import { suggest } from '../contract/suggest.ts';
import { lineOfCause } from './line-of-cause.ts';

/** Sources by name. */
export type Sources = ReadonlyMap<string, SourceModel>;

/** Sources, and the names of those that could not be made. */
export interface ReadSources {
  readonly sources: Sources;
  /** Why is told already: what loads from them need not be told of too. */
  readonly unmade: ReadonlySet<string>;
}

/** Reads the operations of all sources, and checks what each says of itself. */
export const readSources = (
  sources: readonly SourceClass[],
  baseUrls: Readonly<Record<string, string>>,
  report: Report,
): ReadSources => {
  const unmade = new Set<string>();
  const all = new Map<string, SourceModel>();
  checkNames(sources, baseUrls, report);
  for (const Source of sources) {
    const { api } = Source;
    if (typeof api?.name !== 'string' || api.name === '') {
      complainAt(`class ${Source.name}`, report)(
        `${Source.name} does not say what its API is.`,
        "Add: static readonly api = { name: '...', baseUrl: '...' } satisfies Api.",
      );
      continue;
    }
    const complain = complainAt(placeOfSource(api.name), report);
    const itsUrl = Object.hasOwn(baseUrls, api.name) ? baseUrls[api.name] : undefined;
    for (const message of apiProblems(api, itsUrl)) complain(`${api.name}: ${message}`);
    if (all.has(api.name))
      complain(`Two sources are named "${api.name}".`, 'Names stand in @load and in errors: give one of them another.');
    const operations = readOperations(Source, complain);
    if (operations) all.set(api.name, { Source, api: wellFormed(api), operations });
    else unmade.add(api.name);
  }
  return { sources: all, unmade };
};

/** A name that nobody has would silently leave its source where it was. */
const checkNames = (
  sources: readonly SourceClass[],
  baseUrls: Readonly<Record<string, string>>,
  report: Report,
): void => {
  const names = sources.flatMap(({ api }) => (typeof api?.name === 'string' ? [api.name] : []));
  for (const name of Object.keys(baseUrls))
    if (!names.includes(name))
      complainAt('baseUrls', report)(`baseUrls names "${name}", which is no source.`, suggest(name, names));
};

/** A class that cannot be made is its author's mistake, told with its place. */
const readOperations = (Source: SourceClass, complain: Complain): ReadonlyMap<string, Operation> | undefined => {
  try {
    return operationsOf(Source);
  } catch (error) {
    return complain(
      `${Source.name} cannot be made: ${error instanceof Error ? error.message : String(error)}${lineIn(error)}.`,
      'Its members are made by this.get and this.batch.',
    );
  }
};

const lineIn = (error: unknown): string => {
  const line = lineOfCause(error);
  return line === undefined ? '' : ` (line ${line})`;
};
