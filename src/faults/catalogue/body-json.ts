import { asksForOne, onlyBatch, onlyJson, onlyXml, said } from '../cases.ts';
import { keepsTurning } from '../checks.ts';
import type { Case, Entry, Expected } from '../entry.ts';
import type { GoodAnswer, Script } from '../fault.ts';
import { unquoted, withMembers, withTwins } from '../json-text.ts';
import { answering, atOne } from '../respond.ts';
import { deterministic } from './body-form.ts';

const well: Expected = { outcome: 'ok', again: 'no' };

const body = (make: (text: string, good: GoodAnswer) => Buffer | string | undefined): Script =>
  answering((good) => ({ body: make(good.body.toString(), good) ?? good.body }));

/** One case for each spelling that other languages know and JSON does not. */
const dialects = [
  ['NaN', (text: string) => `[NaN,${text}]`],
  ['Infinity', (text: string) => `[-Infinity,${text}]`],
  ['a comment', (text: string) => `/* answer */ ${text}`],
  ['a comment within', (text: string) => `[${text} // answer\n]`],
  ['a comma before the end', (text: string) => `[${text},]`],
] as const;

const DEPTH = 100_000;
const deepJson = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
const deepXml = '<a>'.repeat(DEPTH) + '</a>'.repeat(DEPTH);

/** Where a row may stand by itself, a list is as good: one without rows says that there are none. */
const onlyNotLone: NonNullable<Case['notFor']> = (subject, good) => {
  const { at } = subject.operation;
  const isLone = typeof at === 'object' && at.lone === true && at.path === '.';
  return (
    onlyJson(subject, good) ?? (isLone && asksForOne(subject) ? 'a list without rows is an answer of it' : undefined)
  );
};

/** A document that is well-formed, and not what was to come. */
const roots: readonly Case[] = ['null', '42', 'true', '"text"', 'other'].map((root) => ({
  says: root === 'other' ? 'a list for an object, or an object for a list' : root,
  notFor: root === 'other' ? onlyNotLone : onlyJson,
  // A second request would be for one key, which a row by itself answers.
  ...(root === 'other' ? { asking: { together: true } } : {}),
  fault: { script: body((text) => (root !== 'other' ? root : text.trimStart().startsWith('{') ? '[]' : '{}')) },
  expected: said('mismatch'),
}));

const untouchedPrototypes = () =>
  (['polluted', 'kitPolluted'] as const).flatMap((name) =>
    name in {} ? ['the prototype of objects was changed'] : [],
  );

const PROTO = '"__proto__":{"polluted":true}';

/** What JSON may hold, and what only looks like it. */
export const bodyJson: readonly Entry[] = [
  {
    id: 'B6',
    says: 'the JSON is of a dialect',
    cases: dialects.map(([says, spell]) => ({
      says,
      notFor: onlyJson,
      fault: { script: body(spell) },
      expected: deterministic,
    })),
  },
  {
    id: 'B7',
    says: 'a number is larger than any',
    cases: [
      {
        notFor: (_subject, good) => (good?.spoil('infinite') ? undefined : 'none of its numbers is read as a double'),
        fault: { script: atOne(body((_text, good) => good.spoil('infinite'))) },
        expected: { outcome: 'partial', again: 'no' },
      },
    ],
  },
  {
    id: 'B8',
    says: 'an id is a number beyond 2^53',
    cases: [
      {
        notFor: (subject, good) => onlyJson(subject, good) ?? onlyBatch(subject, good),
        fault: { script: body((text, good) => unquoted(text, good.keys)) },
        asking: { keys: 'huge' },
        expected: well,
      },
    ],
  },
  {
    id: 'B9',
    says: 'members come twice',
    cases: [{ notFor: onlyJson, fault: { script: body(withTwins) }, expected: well }],
  },
  {
    id: 'B10',
    says: 'members are named like the parts of objects',
    cases: [
      {
        says: '__proto__',
        notFor: onlyJson,
        fault: { script: body((text) => withMembers(text, PROTO)) },
        expected: well,
        check: untouchedPrototypes,
      },
      {
        says: 'constructor, around everything',
        notFor: onlyJson,
        fault: {
          script: body((text) =>
            text.trimStart().startsWith('{')
              ? text.replace('{', '{"constructor":{"prototype":{"kitPolluted":true}},')
              : text,
          ),
        },
        expected: well,
        check: untouchedPrototypes,
      },
    ],
  },
  {
    id: 'B11',
    says: `it is nested ${DEPTH} deep`,
    cases: [
      {
        says: 'JSON',
        notFor: onlyJson,
        fault: { script: body(() => deepJson) },
        expected: deterministic,
        check: keepsTurning(1_000),
      },
      {
        says: 'JSON, beside the answer',
        notFor: onlyJson,
        fault: { script: body((text) => `[${text},${deepJson}]`) },
        expected: deterministic,
        check: keepsTurning(1_000),
      },
      {
        says: 'XML',
        notFor: onlyXml,
        fault: { script: body(() => deepXml) },
        expected: deterministic,
        check: keepsTurning(1_000),
      },
    ],
  },
  { id: 'B12', says: 'the document is of another form', cases: roots },
];
