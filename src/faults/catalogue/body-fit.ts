import { someRowIntact } from '../checks.ts';
import type { Case, Entry } from '../entry.ts';
import { answering, atOne } from '../respond.ts';

type How = 'missing' | 'wrongType' | 'null';

const inWords: Readonly<Record<How, string>> = {
  missing: 'it is missing',
  wrongType: 'it is of another type',
  null: 'it is null',
};

const spoilt = (how: How, more: Partial<Case> = {}): Case => ({
  says: inWords[how],
  fault: { script: atOne(answering((good) => ({ body: good.spoil(how) ?? good.body }))) },
  expected: { outcome: 'partial', again: 'no' },
  ...more,
  notFor: (subject, good) =>
    more.notFor?.(subject, good) ?? (good?.spoil(how) ? undefined : 'whatever stands there fits'),
});

/** Values that do not fit the contract. */
export const bodyFit: readonly Entry[] = [
  {
    id: 'B13',
    says: 'a value does not fit the contract',
    cases: [spoilt('missing'), spoilt('wrongType'), spoilt('null')],
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
