import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './ask.ts';
import { type Audience, askOnce } from './client.ts';
import { identities } from './identities.ts';
import { questions } from './questions.ts';

/** A refusal without a time closes a gate for so long at most, in milliseconds; a moment more for the probes. */
const LONGEST_MS = 35_000;
const EVERY_MS = 100;

/** Some of each kind. */
const some = questions.filter((_, i) => i % 6 === 0);

/** With nothing in its way: how long until questions of each kind are answered in full again, in milliseconds. */
export const recovery = async (audience: Audience): Promise<number> => {
  const start = performance.now();
  let open = identities.flatMap((identity) => some.map((question) => ({ identity, question })));
  for (;;) {
    const failed: typeof open = [];
    const why = new Set<string>();
    for (const { identity, question } of open) {
      const ask = audience.asks(identity).directly;
      const its = { question, identity, ask, requestId: 'recovery', timeoutMs: null, leaveMs: null };
      const answer = await askOnce(its, audience);
      const reasons = reasonsOf(answer);
      for (const reason of reasons) why.add(reason);
      if (reasons.length > 0) failed.push({ identity, question });
    }
    open = failed;
    const ms = Math.round(performance.now() - start);
    if (open.length === 0) return ms;
    if (ms > LONGEST_MS) {
      audience.ledger.violated(
        `${open.length} questions are not answered in full long after the last fault: ${[...why].join('; ')}`,
      );
      return ms;
    }
    await sleep(EVERY_MS);
  }
};

/** Why an answer is not whole and new, in words of its errors and marks. An answer that is being renewed is new enough. */
const reasonsOf = (answer: Answer | null): readonly string[] => [
  ...(answer ? [] : ['no answer']),
  ...(answer?.errors ?? []).map(({ message }) => message),
  ...Object.entries(marksOf(answer)).flatMap(([source, { reason }]) =>
    reason === 'REVALIDATING' ? [] : [`${source} is stale: ${reason}`],
  ),
];

const marksOf = (answer: Answer | null) =>
  (answer?.extensions?.['sources'] ?? {}) as Readonly<Record<string, { readonly reason: string }>>;
