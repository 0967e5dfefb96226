import { inspect } from 'node:util';
import { pino } from 'pino';
import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import type { GatewayOptions } from '../../../src/gateway/options.ts';
import type { KitSubject } from '../../../src/kit/kit-subject.ts';
import { isUpstreamError, systemClock } from '../../../src/resilience/index.ts';
import type { GraphContext } from '../../../src/schema/index.ts';

/** Everything that a gateway lets out of a call, as text, by what it is. */
export interface Watched {
  readonly text: Readonly<Record<'log' | 'pino' | 'answers' | 'errors' | 'keys', string[]>>;
  /** How many failures were looked into. */
  readonly failures: () => number;
  /** Makes a gateway tell everything. */
  readonly gateway: (options: GatewayOptions) => GatewayOptions;
}

type Write = (event: object, message: string) => void;
const levels = ['debug', 'info', 'warn', 'error'] as const;

/** Watches a subject's gateway. Its field is resolved by code, so that the error which the source throws is seen before anybody else has it. */
export const watch = (subject: KitSubject): Watched => {
  const text = { log: [], pino: [], answers: [], errors: [], keys: [] } as Record<keyof Watched['text'], string[]>;
  let failures = 0;
  const lines = pino({ level: 'debug' }, { write: (line: string) => void text.pino.push(line) });
  const look = (error: unknown): void => {
    failures += 1;
    text.errors.push(...spelled(error));
    lines.error(error, 'an error by itself');
    lines.error({ err: error, failure: error }, 'an error in a field');
  };
  const gateway = (options: GatewayOptions): GatewayOptions => {
    const { log, store } = options;
    const tee = (level: (typeof levels)[number]): Write => {
      return (event, message) => {
        text.log.push(`${inspect(event, { depth: 10, showHidden: true })} ${message}`);
        lines[level](event, message);
        log?.[level](event, message);
      };
    };
    return {
      ...options,
      typeDefs: withoutLoad(subject.graph.sdl),
      resolvers: { Query: { subject: asking(subject, look) } },
      log: { debug: tee('debug'), info: tee('info'), warn: tee('warn'), error: tee('error') },
      store: (source) => {
        const its = store?.(source) ?? memoryStore({ maxBytes: 1e6, maxEntryBytes: 1e6 }, systemClock);
        return {
          get: (key) => its.get(noted(key)),
          set: (key, ...rest) => its.set(noted(key), ...rest),
          delete: (key) => its.delete(noted(key)),
        };
      },
    };
  };
  const noted = (key: string): string => {
    text.keys.push(key);
    return key;
  };
  return { text, failures: () => failures, gateway };
};

/** The subject's field without its directive. */
const withoutLoad = (sdl: string): string => sdl.replace(/^( *subject\b.*?) @load\(.*\)$/m, '$1');

/** Calls the source as `@load` would. */
const asking =
  ({ api, name, operation, inputs }: KitSubject, look: (error: unknown) => void) =>
  async (_: unknown, args: Readonly<Record<string, unknown>>, { sources }: GraphContext): Promise<unknown> => {
    const call = sources[api.name]?.[name];
    const [key = ''] = inputs.keys.keys();
    const { [key]: its, ...others } = args;
    try {
      const asked = operation.kind === 'get' ? call?.(args) : call?.(its as string, others);
      return misfitsOf(await asked, look);
    } catch (error) {
      look(error);
      throw error;
    }
  };

/** Looks at values that did not fit, too: they stand in their places. */
const misfitsOf = (value: unknown, look: (error: unknown) => void): unknown => {
  if (isUpstreamError(value)) look(value);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) misfitsOf(part, look);
  return value;
};

/** An error in every way in which errors are written. */
const spelled = (error: unknown): readonly string[] => [
  inspect(error, { depth: 10, showHidden: true }),
  inspect(error),
  JSON.stringify(error) ?? '',
  String(error),
  ...(error instanceof Error ? [error.stack ?? '', inspect(Object.entries(error))] : []),
  ...(isUpstreamError(error) ? [JSON.stringify(error.facts)] : []),
];
