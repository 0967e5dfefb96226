import type { Asking } from '../faults/entry.ts';
import type { Queries } from './ask.ts';
import { askInPeace } from './ask-in-peace.ts';
import { type Asked, KEYS, type KitSubject, keysOf, queryOf } from './kit-subject.ts';
import type { IdStyle } from './make-value.ts';
import { type Pretend, pretend } from './pretend.ts';

/** A subject as it is when nothing is wrong. */
interface Rehearsed extends Queries {
  readonly api: Pretend;
  readonly baseline: unknown;
}

/** Rehearsed once for each way of asking. */
const rehearsals = new WeakMap<KitSubject, Map<string, Promise<Rehearsed>>>();

/** What a subject answers to this way of asking when nothing is wrong. Rejects where that is nothing to compare others with. */
export const rehearse = (
  subject: KitSubject,
  { keys, others = false, one = others, together = false, pages = false }: Asking = {},
): Promise<Rehearsed> => {
  const known = rehearsals.get(subject) ?? new Map<string, Promise<Rehearsed>>();
  rehearsals.set(subject, known);
  const style = keys ?? 'plain';
  const way = `${style} ${one} ${together} ${pages}`;
  const rehearsed = known.get(way) ?? rehearseNow(subject, { style, one, together, pages });
  known.set(way, rehearsed);
  return rehearsed;
};

/** A way of asking: see `Asking`. */
interface Way extends Required<Pick<Asking, 'one' | 'together' | 'pages'>> {
  readonly style: IdStyle;
}

const rehearseNow = async (subject: KitSubject, { style, one, together, pages }: Way): Promise<Rehearsed> => {
  const most = one ? { most: 1 } : together ? inOneRequest(subject) : {};
  const asked = queryOf(subject, { style, ...most });
  const api = pretend(subject, keysOf(subject, asked.keys), {
    rowsEach: one ? 1 : undefined,
    several: pages,
  });
  if (typeof api === 'string') throw new Error(`the kit cannot stand in for its API: ${api}`);
  const { data: baseline } = await askInPeace(subject, asked, api);
  const { healthy: _, ...answered } = (baseline ?? {}) as Readonly<Record<string, unknown>>;
  // Nothing is as good as nothing, whatever happens.
  if (style === 'plain' && isEmpty(answered))
    throw new Error(`it answers nothing, though its API sent rows: look at its transform, and at what it asks for`);
  return { asked, others: queryOf(subject, { style, ...most, from: 1 }), api, baseline };
};

const inOneRequest = ({ operation }: KitSubject): Asked =>
  operation.kind === 'batch' && !operation.whole ? { most: Math.min(KEYS, operation.max) } : {};

/** Whether nothing came of it: no value at any place. */
const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.values(value).every(isEmpty));
