import { type Api, inItsEnvelope } from '../datasources/base/index.ts';
import type { FailureKind } from '../resilience/index.ts';
import type { Subject } from './entry.ts';
import { faultDocument } from './fault-document.ts';

/** Whose errors they are. Without an operation, those that all have. */
export type Speaker = Pick<Subject, 'api' | 'format'> & Partial<Pick<Subject, 'operation'>>;

/** Whether the source knows the code. */
export type CodeOf = 'known' | 'unknown';

/** An error as an API says it inside an answer, and what it means to the source. */
export interface OwnError {
  readonly kind: FailureKind;
  readonly body: Buffer;
}

type Codes = Readonly<Record<CodeOf, readonly (readonly [code: string, kind: FailureKind])[]>>;

/** One way of saying "error": its codes, and the document that says one. */
interface Way {
  readonly codes: Codes;
  readonly say: (code: string) => string;
}

/** A code that nobody knows. */
const UNKNOWN = 'kit4711';

/** All that an API can say so: the first code of each way, then the second of each. */
export const ownErrors = (speaker: Speaker, known: CodeOf): readonly OwnError[] => {
  const ways = [...graphqlWays(speaker), ...declaredWays(speaker)];
  const most = Math.max(0, ...ways.map(({ codes }) => codes[known].length));
  return Array.from({ length: most }, (_, nth) => nth).flatMap((nth) =>
    ways.flatMap(({ codes, say }): OwnError[] => {
      const [code, kind] = codes[known][nth] ?? [];
      return code === undefined || kind === undefined ? [] : [{ kind, body: Buffer.from(say(code)) }];
    }),
  );
};

const formatOf = ({ api, operation }: Speaker): Api['format'] => operation?.format ?? api.format;

const declaredWays = (speaker: Speaker): readonly Way[] => {
  const { api, format, operation } = speaker;
  const all = (api.faults ?? []).filter(({ at }) => format === 'json' || !at.startsWith('['));
  return all
    .filter((declared, i) => !all.slice(0, i).some(({ at }) => lies(declared.at, at) || lies(declared.code, at)))
    .map((declared) => {
      const kinds = Object.entries(declared.kinds ?? {});
      return {
        codes: {
          known: kinds.length > 0 ? kinds : [[UNKNOWN, 'rejected'] as const],
          unknown: declared.code === undefined ? [] : [[UNKNOWN, 'rejected'] as const],
        },
        say(code) {
          const document = faultDocument(declared, code, format, api.namespaces);
          // Its place is told from what the envelope holds, as those of answers are.
          return inItsEnvelope(document, { format: operation?.format, at: '.' }, api).body;
        },
      };
    });
};

/** Whether what lies at one place is seen at another: the way declared first would be heard. */
const lies = (place: string | undefined, at: string): boolean =>
  place === at || (place?.startsWith(`${at}.`) ?? false) || (place?.startsWith(`${at}[`) ?? false);

/** What GraphQL itself says errors in; these codes are known wherever a source does not say otherwise. */
const common: Readonly<Record<string, FailureKind>> = { FORBIDDEN: 'forbidden', INTERNAL_SERVER_ERROR: 'failed' };

const graphqlWays = (speaker: Speaker): readonly Way[] =>
  formatOf(speaker) === 'graphql'
    ? [
        {
          codes: {
            known: Object.entries({ ...speaker.api.graphql?.kinds, ...common, ...speaker.api.graphql?.kinds }),
            unknown: [[UNKNOWN, 'rejected']],
          },
          say: (code) => JSON.stringify({ errors: [{ message: 'refused', extensions: { code } }], data: null }),
        },
      ]
    : [];
