import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sealedFileStore } from '../../../src/datasources/base/auth/sealed-file-store.ts';
import { fileTokenStore } from '../../../src/datasources/base/index.ts';

const KEY = 'a key of enough characters';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'connections-'));
  file = join(folder, 'deep', 'connections');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As another process has it: it shares nothing in memory. */
const store = (password = KEY, lockWaitMs = 10_000) =>
  sealedFileStore(file, { shown: 'deep/connections', variable: 'TOKENS_KEY', password, lockWaitMs });
const here = () => readdirSync(join(folder, 'deep'));

describe('when it fails', () => {
  test('another key is told from a damaged file, and neither is written over', async () => {
    await store().set('ada', 'secret-1');
    const before = readFileSync(file, 'utf8');
    const other = store('another key of enough characters');
    const wrongKey = {
      kind: 'authUnavailable',
      facts: {
        detail:
          'the file deep/connections was written with another key than that in TOKENS_KEY: set that key, or delete it and connect again with "breakwater connect"',
      },
    };
    await expect(other.get('ada')).rejects.toMatchObject(wrongKey);
    await expect(other.set('ada', 'mine')).rejects.toMatchObject(wrongKey);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(here()).toEqual(['connections']);
  });

  test('a name that every object has is none that is kept', async () => {
    expect(await store().get('toString')).toBeUndefined();
    await store().set('ada', 'secret-1');
    expect(await store().get('constructor')).toBeUndefined();
  });

  test('a file with any byte changed is damaged, never half believed, never written over', async () => {
    await store().set('ada', 'secret-1');
    const good = readFileSync(file, 'utf8');
    const at = good.indexOf('"data":"') + 8;
    const spoilt = [
      good.slice(0, -20),
      '',
      'null',
      '{}',
      `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`,
      good.replace(/"tag":"[^"]*"/, '"tag":"AAAA"'),
      good.replace(/"iv":"[^"]*"/, '"iv":""'),
    ];
    for (const text of spoilt) {
      writeFileSync(file, text);
      const damaged = {
        kind: 'authUnavailable',
        facts: {
          detail:
            'the file deep/connections is damaged: restore it, or delete it and connect again with "breakwater connect"',
        },
      };
      await expect(store().get('ada')).rejects.toMatchObject(damaged);
      await expect(store().set('bob', 'x')).rejects.toMatchObject(damaged);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  test('a key that could be guessed is refused', async () => {
    await expect(store('hunter2').get('ada')).rejects.toMatchObject({
      facts: { detail: 'TOKENS_KEY must have at least 16 characters: "openssl rand -base64 32" makes some' },
    });
  });

  test('a file that cannot be opened is told by its name', async () => {
    file = folder;
    await expect(store().get('ada')).rejects.toMatchObject({
      facts: { detail: 'the file deep/connections cannot be read (EISDIR): let this user read it' },
    });
  });

  test('a folder that cannot be made is told by its name', async () => {
    writeFileSync(join(folder, 'deep'), '');
    await expect(store().set('ada', 'x')).rejects.toMatchObject({
      kind: 'authUnavailable',
      facts: { detail: expect.stringMatching(/^the file deep\/connections cannot be \w+ \(E\w+\): let this user /) },
    });
  });

  test('a lock that a dead process left behind is taken away', async () => {
    await store().set('ada', '1');
    writeFileSync(`${file}.lock`, 'left behind');
    const longAgo = (Date.now() - 60_000) / 1_000;
    utimesSync(`${file}.lock`, longAgo, longAgo);
    await store().set('ada', '2');
    expect(await store().get('ada')).toBe('2');
    expect(here()).toEqual(['connections']);
  });

  test('a lock that is held is waited for, and then told', async () => {
    await store().set('ada', '1');
    writeFileSync(`${file}.lock`, 'held');
    await expect(store(KEY, 100).set('ada', '2')).rejects.toMatchObject({
      facts: {
        detail:
          'the file deep/connections is locked by another process: if there is none, delete deep/connections.lock',
      },
    });
    expect(await store().get('ada')).toBe('1');
  });
});

describe('a file of connections', () => {
  test('is for its user alone, and says nothing without the key, not even whose connections there are', async () => {
    await store().set('ada@example.com', 'secret-1');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700);
    const text = readFileSync(file, 'utf8');
    const inside = JSON.parse(text) as Readonly<Record<string, string | number>>;
    for (const secret of ['ada', 'secret', KEY]) {
      expect(text).not.toContain(secret);
      for (const value of Object.values(inside))
        expect(Buffer.from(String(value), 'base64url').toString('latin1')).not.toContain(secret);
    }
  });

  test('is read again when another process changed it', async () => {
    const [one, other] = [store(), store()];
    expect(await one.get('ada')).toBeUndefined();
    await other.set('ada', '1');
    expect(await one.get('ada')).toBe('1');
    await other.set('ada', '2');
    expect(await one.get('ada')).toBe('2');
    await one.set('bob', '3');
    expect([await other.get('ada'), await other.get('bob')]).toEqual(['2', '3']);
  });

  test('loses nothing that many write at once', async () => {
    const stores = [store(), store(), store()];
    const names = Array.from({ length: 12 }, (_, i) => `user ${i}`);
    await Promise.all(names.map(async (name, i) => stores[i % 3]?.set(name, `of ${name}`)));
    const reader = store();
    expect(await Promise.all(names.map(async (name) => reader.get(name)))).toEqual(names.map((name) => `of ${name}`));
    expect(here()).toEqual(['connections']);
  });

  test('lets one work on a connection at a time, whichever process it is in', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      working += 1;
      most = Math.max(most, working);
      await new Promise((resolve) => setTimeout(resolve, 30));
      working -= 1;
    };
    await Promise.all([store(), store(), store()].map(async (its) => its.exclusively?.('ada', work)));
    expect(most).toBe(1);
    expect(here()).toEqual([]);
  });

  test('is one store for all that name the same file and key', () => {
    const open = (key: string) => fileTokenStore({ file, key: 'TOKENS_KEY' }).open([key]);
    expect(open(KEY)).toBe(open(KEY));
    expect(open(KEY)).not.toBe(open(`${KEY}!`));
    expect(fileTokenStore().variables).toEqual(['BREAKWATER_TOKENS_KEY']);
  });

  test('keeps any text under any name', async () => {
    const [writer, reader] = [store(), store()];
    const text = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.constantFrom('__proto__', 'constructor')), text, async (name, value) => {
        await writer.set(name, value);
        expect(await reader.get(name)).toBe(value);
      }),
      { numRuns: 40 },
    );
  });
});
