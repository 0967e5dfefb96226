import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isUpstreamError } from '../../../resilience/index.ts';
import { Locked, withLock } from './lock-file.ts';
import { readSealed, type Sealed, type SealingKey, seal, sealingKey, unseal } from './sealed.ts';
import { LEAST_CHARACTERS, sealedFileFailures } from './sealed-file-failures.ts';
import type { TokenStore } from './token-store.ts';

/** How a file of connections is named in messages, and what opens it. */
export interface SealedFileOptions {
  /** The file as it was said. */
  readonly shown: string;
  /** The environment variable that the key stands in. */
  readonly variable: string;
  readonly password: string;
  /** How long another process is waited for, in milliseconds. @default 10000 */
  readonly lockWaitMs?: number;
}

type Entries = Readonly<Record<string, string>>;

/** What was read last. */
interface Read {
  /** Changes whenever the file does: another one takes its place each time. */
  readonly stamp: string;
  readonly entries: Entries;
  readonly key: SealingKey | undefined;
}

const NONE: Read = { stamp: 'none', entries: {}, key: undefined };

/** A store in one encrypted file. All that it throws says what to do, and names the file. */
export const sealedFileStore = (path: string, options: SealedFileOptions): TokenStore => {
  const say = sealedFileFailures(options);
  let last: Read | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  const keyFor = async ({ salt, check }: Sealed): Promise<SealingKey> => {
    const key = last?.key?.salt === salt ? last.key : await sealingKey(options.password, salt);
    if (key.check !== check) throw say.wrongKey();
    return key;
  };
  const read = async (): Promise<Read> => {
    if (options.password.length < LEAST_CHARACTERS) throw say.shortKey();
    const found = await contentOf(path, last?.stamp).catch((error: unknown) => {
      throw say.unread(error);
    });
    if (found === 'same' && last) return last;
    if (found === 'same' || found === 'none') return NONE;
    const sealed = readSealed(found.text);
    if (!sealed) throw say.damaged();
    const key = await keyFor(sealed);
    const entries = entriesIn(sealed, key);
    if (!entries) throw say.damaged();
    last = { stamp: found.stamp, entries, key };
    return last;
  };
  const write = async (name: string, text: string): Promise<void> => {
    // Read first, within the lock: what cannot be read is never written over.
    const { entries, key } = await read();
    const sealed = seal(JSON.stringify({ ...entries, [name]: text }), key ?? (await sealingKey(options.password)));
    await replace(path, JSON.stringify(sealed));
  };
  const locked = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await withLock(lock, work, options.lockWaitMs);
    } catch (error) {
      if (error instanceof Locked) throw say.locked(lock.slice(path.length));
      throw isUpstreamError(error) || !isSystemError(error) ? error : say.unwritten(error);
    }
  };
  return {
    place: options.shown,
    async get(name) {
      const { entries } = await read();
      return Object.hasOwn(entries, name) ? entries[name] : undefined;
    },
    async set(name, text) {
      // One after the other here, so that those of one process do not wait for each other's lock.
      const mine = writing.then(async () => locked(`${path}.lock`, async () => write(name, text)));
      writing = mine.catch(() => {});
      return mine;
    },
    exclusively: async (name, work) =>
      locked(`${path}.${createHash('sha256').update(name).digest('hex').slice(0, 16)}.lock`, work),
  };
};

/** What Node says of a file: it knows the call that failed. */
const isSystemError = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall !== undefined;

const contentOf = async (
  path: string,
  known: string | undefined,
): Promise<'none' | 'same' | { readonly stamp: string; readonly text: string }> => {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return 'none';
  try {
    const { ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
    const stamp = [ino, size, mtimeNs, ctimeNs].join(' ');
    return stamp === known ? 'same' : { stamp, text: await file.readFile('utf8') };
  } finally {
    await file.close();
  }
};

const entriesIn = (sealed: Sealed, key: SealingKey): Entries | undefined => {
  try {
    return JSON.parse(unseal(sealed, key)) as Entries;
  } catch {
    return undefined;
  }
};

/** Puts a new file in the place of the old one: whoever reads meanwhile, or is cut off, has the one or the other. */
const replace = async (path: string, text: string): Promise<void> => {
  const beside = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};
