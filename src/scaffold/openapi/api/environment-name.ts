import { constantCase } from '../../names/words-in.ts';

/** The environment variable of a source: `GITHUB_TOKEN`. */
export const environmentName = (source: string, word: string): string =>
  `${constantCase(source) || 'API'}_${word}`.replace(/^(?=\d)/, '_');
