import { type DocumentNode, type FragmentDefinitionNode, getOperationAST, Kind } from 'graphql';
import { MAX_ATTEMPTS } from '../../datasources/base/index.ts';
import type { Blueprint } from '../graph/blueprint.ts';
import { type Arrivals, arrivalsOf } from './arrivals.ts';
import { attemptsOf, renews } from './attempts-of.ts';
import { sum, times, toBound } from './bound.ts';
import { countCalls } from './count-calls.ts';
import type { Explanation, PlannedCall } from './explanation.ts';
import { findUses } from './find-uses.ts';
import { keptOf } from './kept.ts';
import { callOf, type Use } from './use.ts';
import { readVariables, type Wrong } from './variables.ts';

/** An operation to explain. */
export interface ExplainQuestion {
  /** One that fits the schema. */
  readonly document: DocumentNode;
  /** @default the only one */
  readonly operationName?: string | null | undefined;
  /** Those that are missing leave open what depends on them. @default none */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** What an operation will do. Nothing is asked. */
export const explain = (blueprint: Blueprint, question: ExplainQuestion): Explanation | Wrong => {
  const { document, operationName, variables: given = {} } = question;
  const operation = getOperationAST(document, operationName);
  if (!operation) return { problems: ['The document has more than one operation, or none of that name: say which.'] };
  const variables = readVariables(blueprint.schema, operation, given);
  if ('problems' in variables) return variables;
  const { schema } = blueprint;
  const { uses, unjudged } = findUses(blueprint, operation, { schema, variables, fragments: fragmentsIn(document) });
  const planned = plan(arrivalsOf(uses), blueprint);
  const attempts = sum(planned.map(({ attempts: its }) => its));
  return {
    kind: operation.operation,
    operation: operation.name?.value ?? null,
    waves: [...Map.groupBy(planned, ({ wave }) => wave).values()].map((its) => its.map(told)),
    calls: toBound(sum(planned.map(({ calls }) => calls))),
    worst: {
      calls: toBound(sum(planned.map(({ worst }) => worst))),
      attempts: Math.min(MAX_ATTEMPTS, attempts),
    },
    attemptsAllowed: MAX_ATTEMPTS,
    tokens: [...new Set(uses.filter(({ source }) => renews(source.api)).map(({ source }) => source.api.name))],
    unjudged: [...unjudged],
  };
};

const fragmentsIn = ({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );

/** A planned call with its numbers as they are. */
interface Counted {
  readonly use: Use;
  readonly uses: readonly Use[];
  readonly wave: number;
  readonly keys: number | undefined;
  readonly calls: number;
  readonly worst: number;
  readonly attempts: number;
  readonly repeated: boolean;
}

const plan = (arrivals: Arrivals, blueprint: Blueprint): readonly Counted[] => {
  const requests = new Set<string>();
  const inOrder = [...arrivals.groups.values()].toSorted(([a], [b]) => (a?.parents.wave ?? 0) - (b?.parents.wave ?? 0));
  return inOrder.flatMap((its): Counted[] => {
    const [use, ...others] = its;
    if (!use) return [];
    const { keys, calls, worst, identity } = countCalls([use, ...others], arrivals, blueprint);
    // A write may have changed what the same request is answered with: fields of a mutation share nothing.
    const id = identity && `${callOf(use)} ${use.parents.turn} ${identity}`;
    const repeated = id !== undefined && requests.has(id);
    if (id !== undefined) requests.add(id);
    const most = repeated ? 0 : worst;
    return [
      {
        use,
        uses: its,
        wave: use.parents.wave,
        keys,
        calls: repeated ? 0 : calls,
        worst: most,
        attempts: times(most, attemptsOf(use.source.api, use.operation)),
        repeated,
      },
    ];
  });
};

const told = ({ use, uses, keys, calls, worst, attempts, repeated }: Counted): PlannedCall => {
  const { operation, source } = use;
  return {
    call: callOf(use),
    kind: operation.kind,
    fields: uses.flatMap(({ fields }) => fields),
    ...(operation.kind === 'batch'
      ? { keys: toBound(keys ?? 0), perRequest: operation.whole ? ('all' as const) : operation.max }
      : {}),
    calls: toBound(calls),
    worst: { calls: toBound(worst), attempts: toBound(attempts) },
    attemptsPerCall: attemptsOf(source.api, operation),
    kept: keptOf(source.api, operation),
    ...(repeated ? { repeated } : {}),
  };
};
