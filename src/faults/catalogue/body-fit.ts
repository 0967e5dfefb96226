import { someRowIntact } from '../checks.ts';
import type { Case, Entry } from '../entry.ts';
import { answering, atOne } from '../respond.ts';

type How = 'missing' | 'wrongType' | 'null' | 'newValue' | 'noDate';

const inWords: Readonly<Record<How, string>> = {
  missing: 'it is missing',
  wrongType: 'it is of another type',
  null: 'it is null',
  newValue: 'it is a new word, where there are but a few',
  noDate: 'it is written as a date is, and is none',
};

const fits = 'whatever stands there fits';
/** Why nothing can be spoilt so. */
const unspoilt: Readonly<Record<How, string>> = {
  missing: fits,
  wrongType: fits,
  null: fits,
  newValue: 'no word in its answers is one of a few',
  noDate: 'no text in its answers is a date',
};

const spoilt = (how: How, more: Partial<Case> = {}): Case => ({
  says: inWords[how],
  fault: { script: atOne(answering((good) => ({ body: good.spoil(how) ?? good.body }))) },
  expected: { outcome: 'partial', again: 'no' },
  ...more,
  notFor: (subject, good) => more.notFor?.(subject, good) ?? (good?.spoil(how) ? undefined : unspoilt[how]),
});

/** A date may stand above all rows, and is then of each of them. */
const ofOne = { asking: { one: true } } as const satisfies Partial<Case>;

/** Values that do not fit the contract. */
export const bodyFit: readonly Entry[] = [
  {
    id: 'B13',
    says: 'a value does not fit the contract',
    cases: [spoilt('missing'), spoilt('wrongType'), spoilt('null'), spoilt('newValue', ofOne), spoilt('noDate', ofOne)],
  },
  {
    id: 'B14',
    says: 'one of many rows does not fit the contract',
    cases: [
      spoilt('wrongType', {
        says: 'the others are as ever',
        notFor: ({ operation }) =>
          operation.kind === 'batch' || operation.list ? undefined : 'it answers with one row',
        check: someRowIntact,
      }),
    ],
  },
];
