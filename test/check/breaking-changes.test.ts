import { describe, expect, test } from '@jest/globals';
import { breakingChanges } from '../../src/check/breaking-changes.ts';
import { UserError } from '../../src/config/user-error.ts';

const older = 'type Query { thing: Thing }\ntype Thing { id: ID! name: String }\nenum Size { S M }';

describe('when clients would break', () => {
  test('a field that is gone is an error, with its place', async () => {
    expect(await breakingChanges(older, older.replace('name: String', ''), 'old.graphql')).toMatchObject({
      findings: [{ level: 'error', file: 'old.graphql', place: 'Thing.name', message: expect.stringMatching(/name/) }],
      safe: 0,
    });
  });

  test('a type that has become another is an error', async () => {
    const { findings } = await breakingChanges(older, older.replace('String', 'Int'), 'old.graphql');
    expect(findings.map(({ level, place }) => [level, place])).toEqual([['error', 'Thing.name']]);
  });

  test('an enum value that is new may break them: a warning', async () => {
    const { findings } = await breakingChanges(older, older.replace('S M', 'S M L'), 'old.graphql');
    expect(findings.map(({ level, place }) => [level, place])).toEqual([['warning', 'Size.L']]);
  });

  test('an older text that is no SDL is a sentence with its line', async () => {
    await expect(breakingChanges('type Query {\n  a b\n}', older, 'old.graphql')).rejects.toThrow(
      new UserError(
        'old.graphql is no SDL: Syntax Error: Expected ":", found Name "b" (line 2). "breakwater sdl" writes one.',
      ),
    );
  });
});

test('what is new, and the same graph, break nobody', async () => {
  expect(await breakingChanges(older, older.replace('name:', 'size: Size name:'), 'old.graphql')).toEqual({
    findings: [],
    safe: 1,
  });
  expect(await breakingChanges(older, older, 'old.graphql')).toEqual({ findings: [], safe: 0 });
});
