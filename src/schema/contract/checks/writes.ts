import { suggest } from '../suggest.ts';
import type { OperationCheck } from './check.ts';

const FORMATS = ['json', 'form', 'multipart', 'xml'];
/** A header's name (RFC 9110 section 5.6.2). */
const HEADER = /^[\w!#$%&'*+.^`|~-]+$/;

/** The words of a write mean something. */
export const writeWords: OperationCheck = ({ what, source, operation }, _model, complain) => {
  if (operation.kind !== 'write') return;
  const { body, idempotencyKey, evicts } = operation;
  if (!FORMATS.includes(body)) complain(`${what}: body must be one of ${FORMATS.join(', ')}.`);
  if (idempotencyKey !== undefined && !(typeof idempotencyKey === 'string' && HEADER.test(idempotencyKey)))
    complain(`${what}: idempotencyKey is the name of a header.`, "For most APIs: 'Idempotency-Key'.");
  if (!Array.isArray(evicts)) {
    complain(`${what}: evicts is a list of members of ${source.api.name}.`);
    return;
  }
  const reads = [...source.operations].filter(([, { kind }]) => kind !== 'write').map(([name]) => name);
  for (const name of evicts)
    if (!reads.includes(name))
      complain(
        `${what} evicts "${name}", which is no operation of ${source.api.name} that reads.`,
        suggest(String(name), reads),
      );
};
