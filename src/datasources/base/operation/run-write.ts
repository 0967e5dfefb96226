import { asUpstreamError, type FailureKind, type UpstreamError } from '../../../resilience/index.ts';
import type { Scope } from '../scope.ts';
import { applyTransform } from './apply-transform.ts';
import type { Ask } from './ask.ts';
import type { Args, WriteOperation } from './operation.ts';
import { settled } from './poll.ts';

/** Runs a write. What it makes stale is forgotten before anything else can be asked. */
export const runWrite = async (operation: WriteOperation, args: Args, ask: Ask, scope: Scope): Promise<unknown> => {
  const built = ask.build(operation.make(args));
  try {
    const first = await ask.change(built, operation, scope);
    ask.evict(operation.evicts, scope);
    const { value } = await settled(operation.poll, built, first, ask, scope);
    // What was read while the work was under way is of before.
    if (first.pending) ask.evict(operation.evicts, scope);
    return applyTransform(operation, value, args);
  } catch (error) {
    const failure = asUpstreamError(error);
    if (mayHaveActed(failure)) ask.evict(operation.evicts, scope);
    if (operation.notFoundIsNull && failure.kind === 'notFound') return null;
    throw operation.idempotent ? failure : failure.with({ unsafe: true });
  }
};

/** By these the other side says that it did nothing. */
const refusals: ReadonlySet<FailureKind> = new Set([
  'rejected',
  'notFound',
  'conflict',
  'throttled',
  'misdirected',
  'tooMuch',
  'unauthenticated',
  'forbidden',
]);

/** Whether the change may have been made even so: then what is kept is not to be trusted either. */
const mayHaveActed = ({ kind, facts }: UpstreamError): boolean => facts.sent !== 'no' && !refusals.has(kind);
