import type { LiveOperation, LiveSource } from './live-report.ts';

/** What APIs answered, as text: a line for each source, and below it one for each of its operations. */
export const liveText = (sources: readonly LiveSource[]): string =>
  sources
    .map((source) => {
      const width = Math.max(...source.operations.map(({ operation }) => operation.length), 0);
      const lines = source.operations.map((each) => `  ${each.operation.padEnd(width)}  ${operationText(each)}`);
      return `${[`${source.source}: ${sourceText(source)}`, ...lines].join('\n')}\n`;
    })
    .join('');

const sourceText = ({ reached, auth }: LiveSource): string => {
  if (reached === undefined) return 'not asked';
  if (!reached) return 'not reached';
  return {
    none: 'reached',
    accepted: 'reached, credential accepted',
    refused: 'reached, credential refused',
    unknown: 'reached',
  }[auth];
};

const operationText = ({
  outcome,
  because,
  elapsedMs,
  status,
  mediaType,
  bytes,
  rows,
  beyond,
  drifts,
}: LiveOperation): string => {
  if (outcome === 'notTried') return `not tried: ${because}`;
  const facts = [
    outcome,
    `${elapsedMs} ms`,
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(mediaType === undefined ? [] : [mediaType]),
    ...(bytes === undefined ? [] : [`${bytes} bytes`]),
    ...(rows === undefined ? [] : [rows === 1 ? '1 row' : `${rows} rows`]),
    ...(drifts === 0 ? [] : [drifts === 1 ? '1 drift' : `${drifts} drifts`]),
  ];
  return `${facts.join(', ')}${beyond && beyond.length > 0 ? `; beyond the contract: ${namesOf(beyond)}` : ''}`;
};

/** Names on a line; `--json` has them all. */
const SHOWN = 8;

const namesOf = (names: readonly string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more` : names.join(', ');
