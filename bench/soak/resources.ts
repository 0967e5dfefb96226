import { setTimeout as sleep } from 'node:timers/promises';

/** Timers, sockets and servers that keep this process alive, by their kind. */
export type Resources = ReadonlyMap<string, number>;

export const resources = (): Resources => {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
};

const LOOKS = 20;
const EVERY_MS = 50;

/** Sentences of what is there and was not there before: a moment is given to what is about to end. */
export const leftOver = async (before: Resources): Promise<readonly string[]> => {
  let more: readonly string[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    more = [...resources()].flatMap(([kind, count]) => {
      const surplus = count - (before.get(kind) ?? 0);
      return surplus > 0 ? [`${surplus} of the kind ${kind} are left when everything has ended`] : [];
    });
    if (more.length === 0) break;
    await sleep(EVERY_MS);
  }
  return more;
};

/** A sentence if more timers run now, with no operation under way, than then. */
export const timersLeft = (before: Resources): readonly string[] => {
  const surplus = (resources().get('Timeout') ?? 0) - (before.get('Timeout') ?? 0);
  return surplus > 0 ? [`${surplus} timers run although no operation is under way`] : [];
};
