import type { Fault, GoodAnswer, HeardRequest, Times } from '../faults/fault.ts';
import type { misbehave } from '../faults/misbehave.ts';
import { answerWell } from '../faults/respond.ts';
import { givingToken, TOKEN_TARGET } from '../faults/tokens.ts';
import type { Pretend } from './pretend.ts';

/** A token endpoint has no answer of the API to go by. */
const noAnswer: GoodAnswer = {
  status: 200,
  contentType: 'application/json',
  body: Buffer.from('{}'),
  format: 'json',
  keys: [],
  rows: () => undefined,
  spoil: () => undefined,
};

/** The script of a fault, with what it is told of each request. */
export const scriptOf = (
  fault: Fault,
  goodFor: (target: string) => ReturnType<Pretend>,
  times: Times,
  troubles: string[],
) => {
  const heardOf = new Map<string, number>();
  const targets: string[] = [];
  return (...[socket, text]: Parameters<Parameters<typeof misbehave>[0]>): void => {
    const [method = '', target = ''] = text.split(' ', 2);
    const nth = (heardOf.get(target) ?? 0) + 1;
    heardOf.set(target, nth);
    if (nth === 1 && target !== TOKEN_TARGET) targets.push(target);
    const heard: HeardRequest = { text, method, target, nth, before: targets.indexOf(target) };
    try {
      if (target === TOKEN_TARGET) (fault.token ?? givingToken())(socket, heard, noAnswer, times);
      else (fault.script ?? answerWell)(socket, heard, goodFor(target), times);
    } catch (error) {
      // A mistake of the kit, or of the catalogue: told as such, and no end of the process.
      troubles.push(error instanceof Error ? error.message : String(error));
      socket.destroy();
    }
  };
};
