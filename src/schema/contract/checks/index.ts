import { answered, readsOnly } from './answered.ts';
import type { FieldCheck, LoadCheck, OperationCheck, UseCheck, UsesCheck } from './check.ts';
import { details } from './details.ts';
import { exclusive } from './exclusive.ts';
import { knownFormat } from './leaf-words.ts';
import { keyNamesField, listWords } from './lists.ts';
import { nullableAcross, sameType } from './loads.ts';
import { atKey, batchWords, keyComesAlong, knownType, knownWords } from './operations.ts';
import { paths } from './paths.ts';
import { climbs, flatRows, noAbstracts, oneSource, xmlWords } from './uses.ts';

/** Everything that is checked at start, beside what reading the contract, filling keys and compiling answers find by themselves. */
export const checks = {
  field: [exclusive, answered, readsOnly, listWords, keyNamesField, details, knownFormat],
  load: [nullableAcross, sameType],
  operation: [knownWords, paths, knownType, batchWords, keyComesAlong, atKey],
  use: [xmlWords, flatRows, noAbstracts],
  uses: [climbs, oneSource],
} satisfies {
  readonly field: readonly FieldCheck[];
  readonly load: readonly LoadCheck[];
  readonly operation: readonly OperationCheck[];
  readonly use: readonly UseCheck[];
  readonly uses: readonly UsesCheck[];
};
