/** Whether a word that the API chose may be told: not one that gives away what its request was signed with. */
export type MayTell = (word: string) => boolean;

/** For those who look at an answer, and tell nothing of it. */
export const tellNothing: MayTell = () => false;

/** A code as it may be told; undefined for what is no code, for it may be prose with secrets in it, and for a code that is one. */
export const toldCode = (code: unknown, mayTell: MayTell): string | undefined => {
  const text = typeof code === 'number' ? String(code) : code;
  return typeof text === 'string' && /^[\w.:-]{1,64}$/.test(text) && mayTell(text) ? text : undefined;
};

/** The code of an error in a sentence. */
export const inCode = (code: string | undefined, mayTell: MayTell): string => {
  const told = toldCode(code, mayTell);
  return told === undefined ? 'it answered with an error of its own' : `it answered with its error ${told}`;
};
