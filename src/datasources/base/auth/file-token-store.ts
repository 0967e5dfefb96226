import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { checkedOptions } from './checked-options.ts';
import { optional, text, variable } from './option-words.ts';
import { projectFolder } from './project-folder.ts';
import { LEAST_CHARACTERS, shortKey } from './sealed-file-failures.ts';
import { sealedFileStore } from './sealed-file-store.ts';
import type { KeyedTokenStore, TokenStore } from './token-store.ts';

export interface FileTokenStoreOptions {
  /** Where it is, from the folder of the project. Keep it out of version control. @default '.breakwater/connections' */
  readonly file?: string;
  /** The environment variable with the key: at least 16 characters, such as `openssl rand -base64 32` prints. @default 'BREAKWATER_TOKENS_KEY' */
  readonly key?: string;
}

/** By file and key: sources of one process that use the same file share what they know of it. */
const opened = new Map<string, TokenStore>();

/**
 * Keeps connections in one file, encrypted by AES-256-GCM, written whole or not at all, and read again when another process changed it.
 * Meant for one machine; whoever has many keeps them in a database of theirs, behind the same interface.
 * @example fileTokenStore({ file: '/var/lib/gateway/connections', key: 'CONNECTIONS_KEY' })
 */
export const fileTokenStore = (options: FileTokenStoreOptions = {}): KeyedTokenStore => checked(options);

const checked: (options: FileTokenStoreOptions) => KeyedTokenStore = checkedOptions(
  'fileTokenStore',
  { file: optional(text), key: optional(variable) },
  ({ file = '.breakwater/connections', key = 'BREAKWATER_TOKENS_KEY' }: FileTokenStoreOptions): KeyedTokenStore => ({
    variables: [key],
    valueProblems: ([password = '']) => (password.length < LEAST_CHARACTERS ? [shortKey(key)] : []),
    open([password = '']) {
      const path = resolve(projectFolder(process.cwd()), file);
      const id = createHash('sha256')
        .update(JSON.stringify([path, key, password]))
        .digest('base64url');
      const its = opened.get(id) ?? sealedFileStore(path, { shown: file, variable: key, password });
      opened.set(id, its);
      return its;
    },
  }),
);
