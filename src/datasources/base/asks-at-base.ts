import { type Clock, type Handler, per } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import { askApi } from './ask-api.ts';
import type { Environment } from './auth/auth.ts';
import type { Signers } from './auth/signers.ts';
import type { Encode } from './body/encode.ts';
import type { Generations } from './cache/generations.ts';
import type { RowCache } from './cache/row-cache.ts';
import type { AnswerReader, HttpCall } from './http-call.ts';
import type { Ask } from './operation/ask.ts';
import { askPagesOf } from './pages/ask-pages.ts';
import type { CompleteApi } from './source/defaults.ts';
import type { StandIn } from './stand-in.ts';

/** An operation, its descriptor compiled. */
export interface CompiledOperation {
  readonly name: string;
  readonly reader: AnswerReader;
  readonly encode: Encode | null;
  /** What a rehearsal answers with where it must not ask. */
  readonly standIn: () => StandIn;
}

/** What the operations of a source share, wherever it is asked. */
export interface Everywhere {
  readonly api: CompleteApi;
  readonly signers: Signers;
  readonly call: Handler<HttpCall, Answer>;
  readonly rows: RowCache | null;
  readonly generations: Generations;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly compiled: readonly CompiledOperation[];
}

/** Base URLs that are remembered at a time: callers may bring any number of them. */
const MAX_BASES = 256;

/** How each operation asks its API at a base URL: paths, pages, jobs and token endpoints are all read from there. */
export const asksAtBase = (everywhere: Everywhere): ((baseUrl: string, operation: string) => Ask) => {
  const known = per((baseUrl) => asksAt(new URL(baseUrl), everywhere), { max: MAX_BASES });
  return (baseUrl, operation) => {
    const ask = known(baseUrl).get(operation);
    if (!ask) throw new TypeError(`there is no operation "${operation}"`);
    return ask;
  };
};

const asksAt = (base: URL, everywhere: Everywhere): ReadonlyMap<string, Ask> => {
  const { api, signers, call, rows, clock, environment, compiled } = everywhere;
  const asking = {
    api,
    base,
    signer: signers(base),
    call,
    rows,
    generations: generationsAt(base, everywhere.generations),
    clock,
    pages: askPagesOf(api, base, environment),
  };
  return new Map(
    compiled.map(({ name, reader, encode, standIn }) => [name, askApi(asking, name, reader, encode, standIn)]),
  );
};

/** What is written at one base URL makes nothing stale at another. Remembered with all others, and longer than the base URL itself. */
const generationsAt = ({ href }: URL, all: Generations): Generations => ({
  of: (identity, operation) => all.of(`${href} ${identity}`, operation),
  end: (identity, operation) => all.end(`${href} ${identity}`, operation),
});
