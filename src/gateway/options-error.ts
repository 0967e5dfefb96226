/** Options that cannot work: one sentence each. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

/** @throws OptionsError unless it holds */
export const check = (holds: boolean, sentence: string): void => {
  if (!holds) throw new OptionsError(sentence);
};
