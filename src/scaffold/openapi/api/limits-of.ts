import type { Literal, Note } from '../../draft.ts';
import { memberAt, membersOf, type Node, nodeAt, numberAt, textAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { resolve } from '../resolve.ts';

const HEADER = /^(x-)?rate-?limit|^x-quota|^retry-after$/i;
const SPAN: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const IN_WORDS =
  /(\d[\d,]{0,8})\s*(?:api\s+)?(?:requests?|calls?|queries)\s*(?:per|an?|\/|every)\s*(second|minute|hour|day)/i;

/** What a document says of how many calls are allowed. */
export const limitsOf = (
  root: Node,
  operations: readonly OpenApiOperation[],
): { readonly options: Readonly<Record<string, Literal>>; readonly notes: readonly Note[] } => {
  const stated = statedQuota(root);
  if (stated) return stated;
  const notes: Note[] = [];
  const words = IN_WORDS.exec(textAt(nodeAt(root, 'info'), 'description') ?? '');
  if (words)
    notes.push({
      kind: 'check',
      at: 'info.description',
      says: `It speaks of a limit: ${words[0].trim()}. If it is yours, write it as quota.`,
    });
  const header = operations.flatMap((operation) => headersIn(root, operation))[0];
  if (header !== undefined)
    notes.push({
      kind: 'check',
      at: 'paths',
      says: `Answers tell their limits in ${header}; what they say is kept to without more.`,
    });
  return { options: {}, notes };
};

/** An extension that says it in numbers: `x-ratelimit: { limit: 100, window: 60 }`, seconds. */
const statedQuota = (root: Node): ReturnType<typeof limitsOf> | undefined => {
  for (const owner of [root, nodeAt(root, 'info')])
    for (const [name, value] of membersOf(owner)) {
      if (!/^x-.*(rate-?limit|quota)/i.test(name)) continue;
      const limit = numberAt(value, 'limit') ?? numberAt(value, 'requests');
      const seconds = numberAt(value, 'window') ?? numberAt(value, 'period') ?? SPAN[String(memberAt(value, 'per'))];
      if (limit === undefined || seconds === undefined || limit < 1 || seconds < 1) continue;
      const windowMs = seconds in Object.values(SPAN) || seconds >= 1_000 ? seconds : seconds * 1_000;
      return {
        options: { quota: { limit: Math.floor(limit), windowMs } },
        notes: [{ kind: 'guessed', at: name, says: `Calls are paced to ${limit} in ${windowMs} ms.` }],
      };
    }
  return undefined;
};

const headersIn = (root: Node, { node }: OpenApiOperation): readonly string[] =>
  membersOf(nodeAt(node, 'responses')).flatMap(([, value]) =>
    membersOf(nodeAt(resolve(root, value)?.node, 'headers'))
      .map(([name]) => name)
      .filter((name) => HEADER.test(name)),
  );
