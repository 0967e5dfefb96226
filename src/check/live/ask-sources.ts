import { newScope, type Operation, type SourceClass, type Upstream } from '../../datasources/base/index.ts';
import type { CompleteOptions } from '../../gateway/options.ts';
import { asUpstreamError } from '../../resilience/index.ts';
import { shapesOf } from '../../schema/contract/model.ts';
import { buildGraph, type Graph } from '../../schema/index.ts';
import type { Ground } from './fill-plan.ts';
import { knownValues } from './known-values.ts';
import type { Asked, AskedSource } from './live-report.ts';
import { type Question, questionFor } from './question-for.ts';
import { seenRecords } from './seen-records.ts';
import { type Heard, surveyed } from './surveyed.ts';

/** Once means once: nothing is tried again, and nobody is spared for having failed before. */
const ONCE = ['retry', 'hedge', 'cache', 'breaker'] as const;

/**
 * Asks each operation of these sources that reads, once, with values that do no harm. Sources are asked side by side, the operations of one
 * after each other; then those that could only be asked by what the others answered.
 * @param said what `--with` says @throws UserError, ContractError
 */
export const askSources = async (
  options: CompleteOptions,
  names: readonly string[],
  said: readonly string[],
): Promise<readonly AskedSource[]> => {
  const heard = new Map<string, Heard>();
  const hear = (source: string, operation: string): Heard => {
    const id = `${source}.${operation}`;
    const its = heard.get(id) ?? { events: [], answers: [] };
    heard.set(id, its);
    return its;
  };
  const graph = buildGraph({
    ...options,
    without: [...(options.without ?? []), ...ONCE],
    report: (event) => void hear(event.source, event.operation).events.push(event),
    tap: (call, response) => void hear(call.source, call.operation).answers.push({ call, response }),
  });
  try {
    const ground = groundOf(graph, options, said);
    const chosen = options.sources.filter(({ api }) => names.includes(api.name));
    const asked = await askInRounds(graph, ground, chosen, options, hear);
    return chosen.map(({ api }) => ({ source: api.name, hasAuth: api.auth !== undefined, asked: asked(api.name) }));
  } finally {
    for (const upstream of graph.upstreams.values()) upstream.stop();
  }
};

const groundOf = (
  { blueprint: { schema, model } }: Graph,
  options: CompleteOptions,
  said: readonly string[],
): Ground => {
  const known = knownValues(said, options.example, schema);
  return { schema, known, records: seenRecords(shapesOf(model), known.records) };
};

type Hear = (source: string, operation: string) => Heard;

const askInRounds = async (
  { upstreams, blueprint }: Graph,
  ground: Ground,
  sources: readonly SourceClass[],
  options: CompleteOptions,
  hear: Hear,
): Promise<(source: string) => readonly Asked[]> => {
  const done = new Map<string, Asked>();
  const openOf = (upstream: Upstream) =>
    [...upstream.operations.keys()].filter((name) => !done.has(`${upstream.name}.${name}`));
  const waysOf = (Source: SourceClass) => {
    const upstream = upstreams.get(Source.api.name);
    if (!upstream) return [];
    return openOf(upstream).map((name) => ({
      upstream,
      name,
      way: whyNot(Source, upstream, name) ?? questionFor(upstream, name, blueprint.plans, ground),
    }));
  };
  for (let progress = true; progress; ) {
    progress = false;
    const all = sources.map((Source) => waysOf(Source));
    await Promise.all(
      all.map(async (ways) => {
        for (const { upstream, name, way } of ways) {
          if (typeof way === 'string') continue;
          progress = true;
          done.set(`${upstream.name}.${name}`, await askOnce(upstream, name, way, options, hear));
        }
      }),
    );
  }
  const left = sources.flatMap((Source) => waysOf(Source));
  for (const { upstream, name, way } of left)
    done.set(`${upstream.name}.${name}`, { operation: name, outcome: 'notTried', because: String(way), drifts: [] });
  return (source) =>
    [...(upstreams.get(source)?.operations.keys() ?? [])].flatMap((name) => done.get(`${source}.${name}`) ?? []);
};

/** Why an operation is not asked, whatever is known. */
const whyNot = (
  { api: { auth } }: SourceClass,
  { operations, missing }: Upstream,
  name: string,
): string | undefined => {
  const { kind } = operations.get(name) as Operation;
  if (kind === 'write') return 'it changes something';
  // Of several credentials one is enough.
  const isEnough = auth !== undefined && 'members' in auth;
  if (missing.length > 0 && !isEnough) return `${missing.join(' and ')} is not set`;
  return auth && 'open' in auth && (auth.forwards ?? []).length > 0
    ? 'it is asked with the credential of whoever asks, and nobody does'
    : undefined;
};

const askOnce = async (
  upstream: Upstream,
  name: string,
  question: Question,
  { clock, deadlineMs }: CompleteOptions,
  hear: Hear,
): Promise<Asked> => {
  const start = clock.now();
  const abort = new AbortController();
  const scope = newScope('check', start + deadlineMs, abort.signal);
  let failure: Asked['failure'];
  try {
    await question(scope);
  } catch (error) {
    failure = asUpstreamError(error).with({ source: upstream.name, operation: name });
  }
  const heard = hear(upstream.name, name);
  const event = heard.events.at(0);
  return {
    operation: name,
    outcome: failure?.kind ?? 'ok',
    elapsedMs: Math.round(event?.elapsedMs ?? clock.now() - start),
    ...(failure ? { failure } : {}),
    ...surveyed(upstream, name, heard, failure),
  };
};
