import type { Advice } from './advice.ts';
import { longTimeouts } from './long-timeouts.ts';
import { secretsInCode } from './secrets-in-code.ts';
import { unboundedLists } from './unbounded-lists.ts';
import { writesWithoutKey } from './writes-without-key.ts';

/** All advice. What keeps a graph from starting is told by those who would refuse it. */
export const advice: readonly Advice[] = [unboundedLists, writesWithoutKey, longTimeouts, secretsInCode];
