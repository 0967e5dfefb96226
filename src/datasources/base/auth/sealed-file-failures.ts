import { UpstreamError } from '../../../resilience/index.ts';
import type { SealedFileOptions } from './sealed-file-store.ts';

/** With fewer characters it is no key, but something to be guessed. */
export const LEAST_CHARACTERS = 16;

/** What is told of a key that is none. */
export const shortKey = (variable: string): string =>
  `${variable} must have at least ${LEAST_CHARACTERS} characters: "openssl rand -base64 32" makes some`;

/** What can be wrong with a file of connections, in sentences that name it and say what to do. */
export const sealedFileFailures = ({ shown, variable }: Pick<SealedFileOptions, 'shown' | 'variable'>) => {
  const failure = (detail: string, cause?: unknown) =>
    new UpstreamError('authUnavailable', { sent: 'no', detail }, cause);
  const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const again = 'or delete it and connect again with "breakwater connect"';
  return {
    shortKey: () => failure(shortKey(variable)),
    wrongKey: () =>
      failure(`the file ${shown} was written with another key than that in ${variable}: set that key, ${again}`),
    damaged: () => failure(`the file ${shown} is damaged: restore it, ${again}`),
    unread: (error: unknown) =>
      failure(`the file ${shown} cannot be read (${codeOf(error)}): let this user read it`, error),
    unwritten: (error: unknown) =>
      failure(`the file ${shown} cannot be written (${codeOf(error)}): let this user write it, and its folder`, error),
    locked: (ending: string) =>
      failure(`the file ${shown} is locked by another process: if there is none, delete ${shown}${ending}`),
  };
};
