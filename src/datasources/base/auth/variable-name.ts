const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** A key in capitals is as long as this, in one piece and with digits: `AKIA...`, Base32. */
const LEAST_PIECE = 16;
/** No name is longer, in one piece. */
const MOST_PIECE = 40;

/**
 * Whether a text may name an environment variable (POSIX.1-2024 section 8.1), and is not taken for the secret that was to stand in it. Secrets
 * mix small letters with digits, which names do not; or they are one long piece of capitals and digits, where names have underscores. Words
 * of letters alone cannot be told apart, and are names.
 */
export const isVariableName = (value: unknown): value is string => {
  if (typeof value !== 'string' || !NAME.test(value)) return false;
  const hasDigit = /\d/.test(value);
  if (hasDigit && /[a-z]/.test(value)) return false;
  return value.split('_').every((piece) => piece.length < (hasDigit ? LEAST_PIECE : MOST_PIECE));
};
