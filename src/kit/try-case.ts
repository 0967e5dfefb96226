import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PolicyName } from '../datasources/base/index.ts';
import type { Case, Seen } from '../faults/entry.ts';
import type { Times } from '../faults/fault.ts';
import { ask } from './ask.ts';
import type { KitSubject } from './kit-subject.ts';
import { rehearse } from './rehearse.ts';
import { setStage } from './stage.ts';
import { kitTimes } from './times.ts';

/** What was seen of a case, and whether anything was left behind. */
export interface Tried {
  readonly seen: Seen;
  /** Connections that were still at work for an answer after all answers had come. */
  readonly busy: number;
  /** Connections that did not close when everything else had. */
  readonly left: number;
  /** What went wrong in the kit itself. */
  readonly troubles: readonly string[];
}

/** How a case is tried. */
export interface TryOptions {
  /** Policies that are left out, for tests of the kit. @default none */
  readonly without?: readonly PolicyName[];
  /** @default kitTimes */
  readonly times?: Times;
}

/** Runs one case on one subject. @throws Error if the subject cannot be tried at all */
export const tryCase = async (
  subject: KitSubject,
  tried: Case,
  { without = [], times = kitTimes }: TryOptions = {},
): Promise<Tried> => {
  const { api, baseline, ...queries } = await rehearse(subject, tried.asking);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const stage = await setStage(subject, api, tried, { times, without });
  delay.enable();
  try {
    const answers = await ask(stage, queries, tried.asking ?? {}, times);
    const calls = stage.log.calls(subject.api.name);
    const busy = await stage.busy();
    const left = await stage.close();
    return {
      busy,
      left,
      troubles: stage.troubles,
      seen: {
        answers,
        baseline,
        calls,
        wire: stage.server.wire,
        wireAt: stage.server.wireAt,
        connections: stage.server.connections(),
        loopDelayMs: delay.max / 1e6,
        times,
      },
    };
  } finally {
    delay.disable();
    await stage.close();
  }
};
