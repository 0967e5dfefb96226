import type { Bound } from './bound.ts';
import type { Explanation, PlannedCall } from './explanation.ts';
import type { Kept } from './kept.ts';

/** What an operation will do, as a tree for people. */
export const explainText = (its: Explanation): string => {
  const { kind, operation, waves, calls, worst, attemptsAllowed, tokens, unjudged } = its;
  return [
    `${kind}${operation === null ? '' : ` ${operation}`}: ${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}, ${counted(calls, 'call')}`,
    `at worst ${counted(worst.calls, 'call')} and ${counted(worst.attempts, 'attempt')}; no operation makes more than ${attemptsAllowed}`,
    ...waves.flatMap((wave, i) => [
      '',
      `wave ${i + 1}`,
      ...wave.flatMap((call, at) => branch(call, at === wave.length - 1)),
    ]),
    ...(tokens.length === 0 ? [] : ['', `not counted: what ${tokens.join(' and ')} asks for a token`]),
    ...(unjudged.length === 0 ? [] : ['', `not counted: what the resolvers of ${unjudged.join(', ')} ask`]),
    '',
  ].join('\n');
};

const branch = (call: PlannedCall, last: boolean): readonly string[] => {
  const [first = '', ...rest] = linesOf(call);
  return [`${last ? '└─' : '├─'} ${first}`, ...rest.map((line) => `${last ? '  ' : '│ '}    ${line}`)];
};

const linesOf = (its: PlannedCall): readonly string[] => {
  const { call, fields, calls, worst, attemptsPerCall, kept, repeated } = its;
  return [
    `${call}: ${repeated ? 'no call of its own, the same request is made already' : counted(calls, 'call')}${asked(its)}`,
    ...fields.map(({ path, field }) => `for ${path} (${field})`),
    ...(repeated ? [] : [`at worst ${counted(worst.calls, 'call')} of ${counted(attemptsPerCall, 'attempt')} each`]),
    keptText(kept),
  ];
};

const asked = ({ kind, keys, perRequest }: PlannedCall): string => {
  if (keys === undefined) return kind === 'get' ? '' : ` (${kind})`;
  const each = perRequest === 'all' ? 'all in one request' : `${perRequest} a request`;
  return ` (${counted(keys, 'key')}, ${each})`;
};

const counted = (most: Bound, what: string): string =>
  most === 'unbounded' ? `unbounded ${what}s` : `${most} ${what}${most === 1 ? '' : 's'}`;

const keptText = (kept: Kept | null): string => {
  if (kept === null) return 'nothing is kept';
  const { by, freshMs, ifErrorMs } = kept;
  const fresh = freshMs === 'api' ? 'as long as the API says' : `for ${freshMs} ms`;
  const late = ifErrorMs === 0 ? 'never in place of a failure' : `in place of a failure ${ifErrorMs} ms longer`;
  return `kept by ${by === 'key' ? 'its keys' : 'answer'} ${fresh}, ${late}`;
};
