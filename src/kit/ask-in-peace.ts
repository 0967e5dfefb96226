import type { Times } from '../faults/fault.ts';
import { ask } from './ask.ts';
import type { Instrumented } from './instrument.ts';
import type { KitQuery, KitSubject } from './kit-subject.ts';
import type { Pretend } from './pretend.ts';
import { type Stage, setStage } from './stage.ts';

/** What comes of a query with nothing in its way. */
export interface InPeace {
  readonly data: unknown;
  /** What the source asked for. */
  readonly requests: Instrumented['requests'];
}

/** Asks a subject with nothing in its way. @throws Error if even that fails, with what the log says of it */
export const askInPeace = async (subject: KitSubject, asked: KitQuery, api: Pretend): Promise<InPeace> => {
  const stage = await setStage(subject, api, { fault: {} }, { times: PATIENT, without: [] });
  try {
    const [answer] = await ask(stage, { asked, others: asked }, {}, PATIENT);
    const [error] = answer?.errors ?? [];
    if (error)
      throw new Error(
        `it fails with nothing in its way: ${stage.log.unexpected() ?? error.message}${placeOf(stage, subject)}`,
      );
    return { data: answer?.data, requests: stage.requests };
  } finally {
    await stage.close();
  }
};

/** Where in the document of the API it failed, if it is known. */
const placeOf = ({ log }: Stage, { api }: KitSubject): string => {
  const [call] = log.calls(api.name);
  return typeof call?.['place'] === 'string' ? ` at ${call['place']}` : '';
};

const PATIENT: Times = { connectMs: 2_000, attemptMs: 5_000, totalMs: 10_000 };
