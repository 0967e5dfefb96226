import type { Blast, DarkField } from './blast-of.ts';
import type { OperationBlast } from './blast-operations.ts';

/** What goes dark, for people. `operations`: those that were looked at; undefined: none were given. */
export const blastText = (
  { source, fields, types, unjudged }: Blast,
  operations: readonly OperationBlast[] | undefined,
): string =>
  [
    `If ${source} is down and nothing of it is kept`,
    '',
    section(`${count(fields.length, 'field')} null, with an error`, fields.map(fieldLine(fields))),
    section(`${count(types.length, 'type')} out of reach`, types),
    ...(operations === undefined ? [] : [operationsText(operations)]),
    ...(unjudged.length === 0 ? [] : [section('not judged, as a resolver of their own answers them', unjudged)]),
  ].join('\n');

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const section = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => `  ${line}`), ''].join('\n');

const fieldLine = (all: readonly DarkField[]) => {
  const width = Math.max(...all.map(({ field }) => field.length));
  const callWidth = Math.max(...all.map(({ call }) => call.length));
  return ({ field, call, stale }: DarkField): string =>
    `${field.padEnd(width)}  ${call.padEnd(callWidth)}  ${staleText(stale)}`;
};

const staleText = (stale: DarkField['stale']): string =>
  stale === null
    ? 'nothing stands in'
    : `stale for ${spanText(stale.forMs)} where an older answer is kept${stale.unlessApiSays ? ', unless the API says otherwise' : ''}`;

/** `300000` -> `5 min`. */
const spanText = (ms: number): string =>
  ms % 60_000 === 0 ? `${ms / 60_000} min` : ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;

const operationsText = (operations: readonly OperationBlast[]): string => {
  const touched = operations.filter(({ state }) => state !== 'whole');
  const width = Math.max(0, ...touched.map(({ file, operation }) => `${file} ${operation}`.length));
  return section(
    `${touched.length} of ${count(operations.length, 'operation')} touched`,
    touched.map(
      ({ file, operation, state, fields, stale }) =>
        `${`${file} ${operation}`.padEnd(width)}  ${state.padEnd(6)}  ${[...new Set(fields.map(({ path }) => path))].join(', ')}${stale ? '' : ' (nothing stands in)'}`,
    ),
  );
};
