import { newJournal, type Upstream } from '../datasources/base/index.ts';
import { type GraphContext, graphContext } from '../schema/index.ts';
import { drillsOf, isLoopback } from './drills.ts';
import { wantsExplain } from './explain-header.ts';
import { beginOperation, callerOf, type RequestHeaders, timeoutOf } from './operation-scope.ts';
import type { CompleteOptions } from './options.ts';

/** An operation that has begun. */
export interface Begun {
  readonly context: GraphContext;
  /** Ends all its calls. */
  readonly abort: (why: string) => void;
  /** It is over: nothing of it is kept. */
  readonly end: () => void;
}

/** All operations under way. */
export interface Operations {
  /** @throws BadRequest */
  readonly begin: (headers: RequestHeaders, requestId: string) => Begun;
  /** Ends those under way, and whatever begins from now on. */
  readonly stop: () => void;
}

const STOPPING = 'the gateway stops';

/** Keeps track of operations, so that they can be ended. */
export const operations = (upstreams: ReadonlyMap<string, Upstream>, options: CompleteOptions): Operations => {
  const { deadlineMs, maxDeadlineMs, clock, production, host, drills, sources, forward } = options;
  const ground = { rehearses: !production && isLoopback(host), drills, apis: sources.map(({ api }) => api) };
  const running = new Set<(why: string) => void>();
  let stopping = false;
  return {
    begin: (headers, requestId) => {
      const { scope, abort } = beginOperation(
        requestId,
        timeoutOf(headers, deadlineMs, maxDeadlineMs),
        {
          drills: drillsOf(headers, requestId, ground),
          caller: callerOf(headers, forward),
          journal: wantsExplain(headers, ground.rehearses) ? newJournal(clock.now()) : null,
        },
        clock,
      );
      const { context, end } = graphContext(upstreams, scope, clock);
      running.add(abort);
      if (stopping) abort(STOPPING);
      return {
        context,
        abort,
        end: () => {
          running.delete(abort);
          end();
        },
      };
    },
    stop: () => {
      stopping = true;
      for (const abort of running) abort(STOPPING);
    },
  };
};
