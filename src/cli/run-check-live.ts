import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedLive, CheckLiveOptions } from '../check/live/check-live.ts';
import type { Recording } from '../check/live/recordings-of.ts';
import type { Project } from '../config/load-config.ts';
import { inWords, UserError } from '../config/user-error.ts';
import type { Given } from './arguments.ts';
import { withProgress } from './with-progress.ts';

/** What `check --live` was asked to do. */
export interface AskedLive extends CheckLiveOptions {
  /** Where answers are saved. @default nowhere */
  readonly record?: string;
}

/** A file that an answer was saved in. */
export interface Recorded {
  readonly file: string;
  /** Whether the contract reads it as well as the answer itself. */
  readonly fits: boolean;
}

export interface RanLive extends Pick<CheckedLive, 'sources' | 'findings'> {
  readonly recorded: readonly Recorded[];
}

/** Reads the flags; undefined where no API is to be asked. @throws UserError for words that mean nothing without `--live` */
export const askedLive = ({ flags, rest }: Given): AskedLive | undefined => {
  const { live, record } = flags;
  const said = [flags['with'] ?? []].flat().map(String);
  if (live !== true) {
    const [flag] = [...(said.length > 0 ? ['--with'] : []), ...(record === undefined ? [] : ['--record'])];
    if (flag !== undefined) throw new UserError(`${flag} is for the answers of APIs: add --live.`);
    if (rest.length > 0)
      throw new UserError(`check takes no words but the names of sources with --live, and got "${rest.join(' ')}".`);
    return undefined;
  }
  const names = rest.flatMap((word) => word.split(',')).filter((name) => name !== '');
  return { names, with: said, ...(typeof record === 'string' ? { record } : {}) };
};

/** Asks the APIs. Where options cannot work, which is told at rest, nothing is asked. @throws UserError */
export const runLive = async ({ options }: Project, { record, ...how }: AskedLive): Promise<RanLive | undefined> => {
  // What asks APIs is loaded where it is needed.
  const [{ checkLive }, { OptionsError }] = await Promise.all([
    import('../check/live/check-live.ts'),
    import('../gateway/options-error.ts'),
  ]);
  try {
    const { sources, findings, recordings } = await withProgress('Asking the APIs', () => checkLive(options, how));
    return { sources, findings, recorded: record === undefined ? [] : saved(recordings, record) };
  } catch (error) {
    if (error instanceof OptionsError) return undefined;
    throw error;
  }
};

const saved = (recordings: readonly Recording[], folder: string): readonly Recorded[] => {
  try {
    mkdirSync(folder, { recursive: true });
    return recordings.map(({ file, text, fits }) => {
      const path = join(folder, file);
      writeFileSync(path, text);
      return { file: path, fits };
    });
  } catch (error) {
    throw new UserError(`--record ${folder}: the answers could not be saved: ${inWords(error)}.`);
  }
};

/** What was saved, a line each. */
export const recordedText = (recorded: readonly Recorded[]): string =>
  recorded
    .map(({ file, fits }) =>
      fits
        ? `saved ${file}\n`
        : `saved ${file}; without what was taken out, the contract does not read it as it read the answer\n`,
    )
    .join('');
