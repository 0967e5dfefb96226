import { type Operation, wordsOf } from '../../../datasources/base/index.ts';
import { readPath } from '../read-wire.ts';
import type { OperationCheck } from './check.ts';

/** Paths that stand in a source can be read. */
export const paths: OperationCheck = ({ what, operation, source }, _model, complain) => {
  const { path } = wordsOf(operation.at);
  const index = operation.kind === 'batch' && typeof operation.match === 'object' ? operation.match?.index : undefined;
  const texts: readonly (readonly [string, string | undefined])[] = [
    [`${what}: at`, path],
    [`${what}: match.index`, index],
    ...pathsOfPages(operation).map(([word, text]) => [`${what}: ${word}`, text] as const),
    ...(source.api.faults ?? []).flatMap(({ at, code }) => [
      [`${source.api.name}: faults.at`, at] as const,
      [`${source.api.name}: faults.code`, code] as const,
    ]),
  ];
  for (const [where, text] of texts)
    if (text !== undefined) readPath(text, (message, fix) => complain(`${where} ${message}`, fix));
};

/** Where the answers of pages say what comes after them. What is no text at all is told of elsewhere. */
const pathsOfPages = (operation: Operation): readonly (readonly [string, string])[] => {
  if (operation.kind !== 'pages') return [];
  const { next, total } = operation;
  const words = typeof next === 'object' && next !== null ? Object.entries(next) : [];
  return [...words.filter(([word]) => ['cursor', 'url', 'more'].includes(word)), ['total', total] as const].flatMap(
    ([word, text]) => (typeof text === 'string' ? [[word, text] as const] : []),
  );
};
