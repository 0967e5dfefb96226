/** Bad input: a sentence for the person who gave it, without a stack trace; the command exits with 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** The same without the words of others, which may hold a secret: for reports, which are kept and passed on. */
  readonly forReports: string;

  constructor(message: string, forReports: string = message) {
    super(message);
    this.forReports = forReports;
  }
}

/** What went wrong with a file, in a few words. */
export const inWords = (error: unknown): string => {
  // A module may throw anything.
  const { code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'it may not be read by this user',
    EISDIR: 'it is a folder',
    EPERM: 'it may not be read by this user',
  };
  return words[code ?? ''] ?? (message || String(error)).split('\n')[0] ?? 'unknown error';
};
