import {
  type Environment,
  fillBaseUrl,
  isOfEveryObject,
  nameProblems,
  type SourceClass,
  type Timeouts,
  type Unasked,
  wellFormed,
} from '../datasources/base/index.ts';
import { shorterPauses } from './shorter-pauses.ts';

/** Sources as the configuration and the environment want them. */
export interface EffectiveSources {
  readonly sources: readonly SourceClass[];
  /** Sources that are not asked at all, and why. */
  readonly refusals: ReadonlyMap<string, Unasked>;
  /** What cannot be meant, in sentences. */
  readonly problems: readonly string[];
}

/** What is wanted instead of what sources say, by their names. */
export interface Wanted {
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly timeouts: Readonly<Record<string, Partial<Timeouts>>>;
  readonly disabled: readonly string[];
  readonly environment: Environment;
}

/** Applies to each source what is wanted of it. */
export const effectiveSources = (sources: readonly SourceClass[], wanted: Wanted): EffectiveSources => {
  const all = sources.map((Source) => effective(Source, wanted));
  return {
    sources: all.map(({ Source }) => Source),
    refusals: new Map(all.flatMap(({ Source, refusal }) => (refusal ? [[Source.api.name, refusal] as const] : []))),
    problems: all.flatMap(({ Source, problems }) => problems.map((problem) => `${Source.api.name}: ${problem}`)),
  };
};

interface Effective {
  readonly Source: SourceClass;
  readonly refusal?: Unasked;
  readonly problems: readonly string[];
}

const effective = (Source: SourceClass, { baseUrls, timeouts, disabled, environment }: Wanted): Effective => {
  // Told of where sources are read.
  if (typeof Source.api?.name !== 'string' || typeof Source.api.baseUrl !== 'string') return { Source, problems: [] };
  const { name } = Source.api;
  // Whatever is looked up by such a name is found, here and later.
  if (isOfEveryObject(name)) return { Source, problems: nameProblems(name) };
  const its = withTimeouts(Source, timeouts[name]);
  if (disabled.includes(name)) return { Source: its, problems: [], refusal: { kind: 'disabled', missing: [] } };
  if (baseUrls[name] !== undefined) return { Source: its, problems: [] };
  const { baseUrl, missing, problems } = fillBaseUrl(wellFormed(its.api), environment);
  if (missing.length > 0)
    return {
      Source: its,
      problems,
      refusal: { kind: 'unauthenticated', detail: 'its address is not configured', missing },
    };
  if (baseUrl === its.api.baseUrl) return { Source: its, problems };
  const { baseUrlFrom = {}, ...api } = its.api;
  const open = Object.entries(baseUrlFrom).filter(([, from]) => typeof from !== 'string');
  const stillOpen = open.length > 0 ? { baseUrlFrom: Object.fromEntries(open) } : {};
  return { Source: derived(its, { ...api, baseUrl, ...stillOpen }), problems };
};

/** Less for the whole is less for its parts, unless they are said too. */
const withTimeouts = (Source: SourceClass, wanted: Partial<Timeouts> | undefined): SourceClass => {
  if (wanted === undefined) return Source;
  const { attemptMs, connectMs, ...rest } = wellFormed(Source.api).timeouts ?? {};
  const totalMs = wanted.totalMs ?? rest.totalMs;
  const clipped = (said: number | undefined, limits: readonly (number | undefined)[]) =>
    said === undefined ? undefined : Math.min(said, ...limits.filter((limit) => limit !== undefined));
  const parts = {
    attemptMs: wanted.attemptMs ?? clipped(attemptMs, [totalMs]),
    connectMs: wanted.connectMs ?? clipped(connectMs, [wanted.attemptMs, totalMs]),
  };
  const timeouts = Object.fromEntries(
    Object.entries({ ...rest, ...wanted, ...parts }).filter(([, value]) => value !== undefined),
  );
  return derived(Source, { ...Source.api, timeouts, ...shorterPauses(wellFormed(Source.api), totalMs) });
};

/** The same source with another description, under the same name: its own is shared with other gateways. */
const derived = (Source: SourceClass, api: SourceClass['api']): SourceClass => {
  const its = class extends Source {
    static override readonly api = api;
  };
  Object.defineProperty(its, 'name', { value: Source.name });
  return its;
};
