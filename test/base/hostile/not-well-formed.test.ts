import { describe, expect, test } from '@jest/globals';
import { notWellFormed } from './not-well-formed.ts';
import { failureOf, source } from './reading.ts';

/** What is read all the same, each for a reason. Whatever else is read is a mistake, and whatever of these is refused is news. */
const readAllTheSame: Readonly<Record<string, string>> = {
  'declaration: after a line break': 'scripts print one before all else, and nothing can be lost by it',
  'encoding: two byte order marks': 'files joined by scripts have one each',
  'encoding: UTF-8 that declares UTF-16': 'what was once a string of UTF-16 keeps saying so when it is sent',
  'encoding: UTF-16 that declares UTF-8': 'a mark cannot err, a declaration can',
  'encoding: a mark of UTF-8 before latin1 as declared': 'the same; RFC 7303 section 3 has the mark win',
};

const { parse } = source('xml', ['[String]', 'b']);

describe('of documents that are not well-formed', () => {
  const accepted = notWellFormed.filter(
    ({ bytes, contentType }) => failureOf(() => parse(bytes, contentType)) === null,
  );

  test('there are many, in many ways, and no two alike', () => {
    expect(notWellFormed.length).toBeGreaterThanOrEqual(180);
    expect(new Set(notWellFormed.map(({ id }) => id)).size).toBe(notWellFormed.length);
    const contents = notWellFormed.map(
      ({ bytes, contentType }) => `${Buffer.from(bytes).toString('hex')} ${contentType}`,
    );
    expect(new Set(contents).size).toBe(notWellFormed.length);
  });

  test('at least 97 % are refused', () => {
    expect(1 - accepted.length / notWellFormed.length).toBeGreaterThanOrEqual(0.97);
  });

  test('just these are read, because servers send them and they can mean one thing only', () => {
    expect(accepted.map(({ id }) => id)).toEqual(Object.keys(readAllTheSame));
  });

  test.each(notWellFormed.filter(({ id }) => !Object.hasOwn(readAllTheSame, id)))(
    '$id: refused as malformed',
    ({ bytes, contentType }) => {
      const failure = failureOf(() => parse(bytes, contentType));
      expect(failure).toMatchObject({ kind: 'malformed', facts: { detail: expect.any(String) } });
      expect(failure?.facts.detail?.length).toBeLessThan(80);
    },
  );
});
