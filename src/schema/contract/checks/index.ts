import { oneTypeEach, toldApart, valueIsTold } from './abstracts.ts';
import { answered, noSubscriptions } from './answered.ts';
import type {
  AbstractCheck,
  FieldCheck,
  LoadCheck,
  ObjectCheck,
  OperationCheck,
  SourceCheck,
  UseCheck,
  UsesCheck,
} from './check.ts';
import { details } from './details.ts';
import { exclusive } from './exclusive.ts';
import { knownFormat } from './leaf-words.ts';
import { keyNamesField, listWords } from './lists.ts';
import { nullableAcross, sameType } from './loads.ts';
import { atKey, batchWords, keyComesAlong, knownType, knownWords } from './operations.ts';
import { connectionArguments, pagesWords, roomForFailure } from './pages.ts';
import { paths } from './paths.ts';
import { rightRoot } from './roots.ts';
import { xmlSpoken } from './sources.ts';
import { climbs, flatRows, oneSource, xmlWords } from './uses.ts';
import { writeWords } from './writes.ts';

/** Everything that is checked at start, beside what reading the contract, filling keys and compiling answers find by themselves. */
export const checks = {
  field: [exclusive, answered, noSubscriptions, listWords, keyNamesField, details, knownFormat],
  object: [valueIsTold],
  abstract: [oneTypeEach],
  load: [rightRoot, nullableAcross, sameType, roomForFailure, connectionArguments],
  source: [xmlSpoken],
  operation: [knownWords, paths, knownType, batchWords, writeWords, pagesWords, keyComesAlong, atKey],
  use: [xmlWords, flatRows, toldApart],
  uses: [climbs, oneSource],
} satisfies {
  readonly field: readonly FieldCheck[];
  readonly object: readonly ObjectCheck[];
  readonly abstract: readonly AbstractCheck[];
  readonly load: readonly LoadCheck[];
  readonly source: readonly SourceCheck[];
  readonly operation: readonly OperationCheck[];
  readonly use: readonly UseCheck[];
  readonly uses: readonly UsesCheck[];
};
