import { apiKinds, isFailureKind } from '../../../resilience/index.ts';
import type { Fault } from '../contract/faults.ts';
import type { Api } from './api.ts';
import { nearest } from './nearest.ts';
import { told, unless } from './sentences.ts';

type Kinds = Readonly<Record<string, string>>;

/** What is wrong with what an API's codes are said to mean. */
export const kindProblems = ({ faults = [], soap, graphql }: Api): readonly string[] => [
  ...faults.flatMap((fault, i) => [
    ...codesProblems(`faults[${i}].kinds`, fault.kinds),
    ...unless(
      !isDeaf(fault),
      `faults[${i}].kinds needs a code: where the sign is always ${told(fault.is)}, it says nothing more.`,
    ),
  ]),
  ...codesProblems('soap.kinds', soap?.kinds),
  ...codesProblems('graphql.kinds', graphql?.kinds),
];

/** Whether it knows codes, and looks for them where none of them can ever stand. */
const isDeaf = ({ is, code, kinds = {} }: Fault): boolean =>
  is !== undefined && code === undefined && Object.keys(kinds).some((known) => known !== String(is));

const codesProblems = (what: string, kinds: Kinds = {}): readonly string[] =>
  Object.entries(kinds).flatMap(([code, kind]) => {
    if (apiKinds.some((known) => known === kind)) return [];
    if (isFailureKind(kind)) return [`${what}: ${told(kind)}, for ${code}, is decided here: no API can say it.`];
    const meant = typeof kind === 'string' ? nearest(kind, apiKinds) : undefined;
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    return [
      `${what}: ${told(kind)}, for ${code}, is no kind of failure.${hint} \`breakwater table\` lists them, as does docs/failures.md.`,
    ];
  });
