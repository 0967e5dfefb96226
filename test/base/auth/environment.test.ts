import { mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  environmentWithFiles,
  secretFileProblems,
  secretFiles,
} from '../../../src/datasources/base/auth/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const secret = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** A clock that stands until it is moved, and how often files were looked at. */
const watched = () => {
  const seen = { looks: 0, reads: 0, now: 0 };
  const files: typeof secretFiles = {
    stamp(path) {
      seen.looks += 1;
      return secretFiles.stamp(path);
    },
    read(path) {
      seen.reads += 1;
      return secretFiles.read(path);
    },
    now: () => seen.now,
  };
  return { seen, files };
};

describe('when a file of a secret fails', () => {
  test('one that goes, or is empty for a moment, leaves the value that it had', () => {
    const path = secret('token', 'first\n');
    const { seen, files } = watched();
    const environment = environmentWithFiles({ CRM_TOKEN_FILE: path }, files);
    expect(environment['CRM_TOKEN']).toBe('first');
    writeFileSync(path, '');
    seen.now += 1_000;
    expect(environment['CRM_TOKEN']).toBe('first');
    unlinkSync(path);
    seen.now += 1_000;
    expect(environment['CRM_TOKEN']).toBe('first');
    writeFileSync(path, 'second');
    seen.now += 1_000;
    expect(environment['CRM_TOKEN']).toBe('second');
  });

  test('one that never was leaves the variable unset', () => {
    expect(environmentWithFiles({ CRM_TOKEN_FILE: join(folder, 'nothing') })['CRM_TOKEN']).toBeUndefined();
  });

  test('is told of at start by its variable and its path, and never by what is in it', () => {
    const both = secret('both', 'hunter2');
    const environment = {
      GONE_FILE: join(folder, 'gone'),
      FOLDER_FILE: folder,
      EMPTY_FILE: secret('empty', ' \n'),
      BOTH: 'hunter2',
      BOTH_FILE: both,
      GOOD_FILE: both,
    };
    const view = environmentWithFiles(environment);
    expect(secretFileProblems(['GONE', 'FOLDER', 'EMPTY', 'BOTH', 'GOOD', 'OTHER'], view)).toEqual([
      `GONE_FILE: the file ${join(folder, 'gone')} cannot be read (ENOENT).`,
      `FOLDER_FILE: the file ${folder} cannot be read (EISDIR).`,
      `EMPTY_FILE: the file ${join(folder, 'empty')} is empty.`,
      'BOTH and BOTH_FILE are both set: leave out one of them.',
    ]);
  });
});

describe('an environment with files', () => {
  test('reads a file once, looks at it once a second, and reads it again when it has changed', () => {
    const path = secret('token', 'first');
    const { seen, files } = watched();
    const environment = environmentWithFiles({ CRM_TOKEN_FILE: path }, files);
    for (let i = 0; i < 10; i++) expect(environment['CRM_TOKEN']).toBe('first');
    expect(seen).toMatchObject({ looks: 1, reads: 1 });
    writeFileSync(path, 'second, longer');
    seen.now += 999;
    expect(environment['CRM_TOKEN']).toBe('first');
    seen.now += 1;
    expect(environment['CRM_TOKEN']).toBe('second, longer');
    seen.now += 1_000;
    expect(environment['CRM_TOKEN']).toBe('second, longer');
    expect(seen).toMatchObject({ looks: 3, reads: 2 });
  });

  test('sees a mounted secret change, whose link points elsewhere', () => {
    const link = join(folder, 'data');
    symlinkSync(secret('one', 'aaaa'), link);
    const { seen, files } = watched();
    const environment = environmentWithFiles({ CRM_TOKEN_FILE: link }, files);
    expect(environment['CRM_TOKEN']).toBe('aaaa');
    unlinkSync(link);
    symlinkSync(secret('two', 'bbbb'), link);
    seen.now += 1_000;
    expect(environment['CRM_TOKEN']).toBe('bbbb');
  });

  test('leaves alone what is set itself', () => {
    const environment = environmentWithFiles({ CRM_TOKEN: 'own', CRM_TOKEN_FILE: secret('token', 'file'), OTHER: '' });
    expect([environment['CRM_TOKEN'], environment['OTHER'], environment['NONE']]).toEqual(['own', '', undefined]);
    expect({ ...environment }['CRM_TOKEN']).toBe('own');
  });
});
