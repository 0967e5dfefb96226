import type { Drift } from '../../datasources/base/index.ts';
import type { UpstreamError } from '../../resilience/index.ts';
import type { Model } from '../../schema/contract/model.ts';
import { placeOfNode } from '../../schema/index.ts';
import { type Finding, placed } from '../finding.ts';
import type { Asked, AskedSource } from './live-report.ts';

type Kind = UpstreamError['kind'];

/** No answer came. */
const UNREACHED: readonly Kind[] = [
  'unresolved',
  'unreachable',
  'connectTimeout',
  'untrusted',
  'proxyRefused',
  'blocked',
  'staleConnection',
  'disconnected',
  'timeout',
  'outOfTime',
  'stalled',
  'noResources',
];
const REFUSED: readonly Kind[] = ['unauthenticated', 'forbidden', 'authUnavailable'];
/** The values that were asked with may be to blame, or the moment. */
const EXCUSED: readonly Kind[] = ['rejected', 'notFound', 'conflict', 'tooMuch', 'throttled', 'quotaSpent', 'disabled'];

export const isUnreached = (outcome: Asked['outcome']): boolean => (UNREACHED as readonly string[]).includes(outcome);
export const isRefused = (outcome: Asked['outcome']): boolean => (REFUSED as readonly string[]).includes(outcome);

/** Where findings stand. */
export interface Places {
  readonly model: Model;
  /** The file of a source. */
  readonly fileOf: (source: string) => string;
}

/** What is wrong with the answers of sources. */
export const liveFindings = (sources: readonly AskedSource[], places: Places): readonly Finding[] =>
  sources.flatMap(({ source, asked }) => {
    const file = places.fileOf(source);
    const unreached = asked.find(({ outcome }) => isUnreached(outcome));
    const refused = asked.find(({ outcome }) => isRefused(outcome));
    const others = asked.filter(({ outcome }) => !isUnreached(outcome) && !isRefused(outcome));
    return [
      // One is enough: what ails a source ails all of its operations.
      ...[unreached, refused].flatMap((each) => (each ? [failureOf(each, source, file)] : [])),
      ...others.flatMap((each) => [
        ...(each.failure && !explains(each) ? [failureOf(each, source, file)] : []),
        ...each.drifts.map((drift) => driftFinding(drift, `${source}.${each.operation}`, file, places.model)),
      ]),
      ...untried(source, asked, file),
    ];
  });

/** Whether drift says more than the failure that it led to. */
const explains = ({ outcome, drifts }: Asked): boolean => outcome === 'mismatch' && drifts.length > 0;

const failureOf = ({ operation, outcome, failure }: Asked, source: string, file: string): Finding => ({
  level: (EXCUSED as readonly string[]).includes(outcome) ? 'warning' : 'error',
  file,
  place: `${source}.${operation}`,
  message: `${source}.${operation} failed: ${failure?.message.replace(/\.$/, '')}.`,
  ...(fixes[outcome] === undefined ? {} : { fix: fixes[outcome] }),
});

const fixes: Partial<Readonly<Record<Asked['outcome'], string>>> = {
  rejected: 'The values that it was asked with may be to blame: give others with --with.',
  notFound: 'The values that it was asked with may be to blame: give others with --with.',
  unauthenticated: 'Look at the variables of its credential: "breakwater config" names them.',
  authUnavailable: 'Look at the variables of its credential: "breakwater config" names them.',
};

const driftFinding = (
  { kind, what, says, times, breaks }: Drift,
  operation: string,
  file: string,
  model: Model,
): Finding => {
  const [type = '', field = ''] = what.split('.');
  const node = model.objects.get(type)?.fields.get(field)?.node;
  const records = times === 1 ? 'one record' : `${times} records`;
  const message =
    kind === 'vanished'
      ? `${what} has vanished: ${times === 1 ? 'the one record' : `none of ${times} records`} of ${operation} ${times === 1 ? 'lacks it' : 'has it'}.`
      : `${what} has changed: ${says} (${what === operation ? 'in its answer' : `in ${records} of ${operation}`}).`;
  return {
    level: breaks ? 'error' : 'warning',
    ...(node ? placed(placeOfNode(node)) : { file }),
    place: what,
    message,
    ...(kind === 'vanished' ? { fix: VANISHED } : {}),
  };
};

const VANISHED =
  'Say where it lies now, with @wire(path:); declare it nullable, if it may be left out; or deprecate it.';

const untried = (source: string, asked: readonly Asked[], file: string): readonly Finding[] => {
  const reads = asked.filter(({ because }) => because !== 'it changes something');
  if (reads.length === 0 || reads.some(({ outcome }) => outcome !== 'notTried')) return [];
  return [
    {
      level: 'warning',
      file,
      place: source,
      message: `${source} could not be asked: ${reads[0]?.because}.`,
    },
  ];
};
