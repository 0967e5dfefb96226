import { wordsOf } from '../reach.ts';
import { readPath } from '../read-wire.ts';
import type { OperationCheck } from './check.ts';

/** Paths that stand in a source can be read. */
export const paths: OperationCheck = ({ what, operation, source }, _model, complain) => {
  const { path } = wordsOf(operation.at);
  const index = operation.kind === 'batch' && typeof operation.match === 'object' ? operation.match.index : undefined;
  const texts: readonly (readonly [string, string | undefined])[] = [
    [`${what}: at`, path],
    [`${what}: match.index`, index],
    ...(source.api.faults ?? []).flatMap(({ at, code }) => [
      [`${source.api.name}: faults.at`, at] as const,
      [`${source.api.name}: faults.code`, code] as const,
    ]),
  ];
  for (const [where, text] of texts)
    if (text !== undefined) readPath(text, (message, fix) => complain(`${where} ${message}`, fix));
};
