import { type Identity, identities } from './identities.ts';
import { type Question, questions } from './questions.ts';
import type { Stage } from './stage.ts';

/** What a caller is answered when nothing is wrong. */
export type TruthOf = (question: Question, identity: Identity) => unknown;

/** Asks every question in peace, for every caller. @throws Error if an answer is not whole */
export const rehearse = async ({ asks }: Stage): Promise<TruthOf> => {
  const truths = new Map<string, unknown>();
  const keyOf = ({ query, variables }: Question, identity: Identity) => JSON.stringify([identity, query, variables]);
  for (const identity of identities) {
    const { directly } = asks(identity);
    for (const question of questions) {
      const { data, errors } =
        (await directly({ ...question, headers: {}, signal: new AbortController().signal })) ?? {};
      if (errors || !data) throw new Error(`A question fails with nothing in its way: ${JSON.stringify(errors)}.`);
      truths.set(keyOf(question, identity), data);
    }
  }
  return (question, identity) => truths.get(keyOf(question, identity));
};
