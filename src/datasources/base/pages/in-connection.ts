import { type At, type Next, type PagesOperation, wordsOf } from '../operation/operation.ts';

/** How an author says where pages lie, and how they follow each other. */
interface Said {
  readonly at?: At;
  readonly next: Next | 'connection';
  readonly total?: string;
}

/** The same, without a short form. */
type Meant = Pick<PagesOperation, 'at' | 'next' | 'total' | 'connection'>;

/** Where items may lie within a connection: in its nodes, or in those of its edges. */
const ITEMS = /(?:^|\.)(nodes|edges\[\]\.node)$/;

/**
 * Spells out `next: 'connection'` (Relay's cursor connections): the items of the connection at `at`, and its `pageInfo`. Without `at`, it is the
 * whole document.
 */
export const inConnection = ({ at, next, total }: Said): Meant => {
  if (next !== 'connection') return { at, next, total };
  const { path, ...words } = wordsOf(at);
  const items = ITEMS.exec(path ?? '')?.[1] ?? 'nodes';
  const around = path?.replace(ITEMS, '');
  const below = around ? `${around}.` : '';
  const [cursor, more] = ['pageInfo.endCursor', 'pageInfo.hasNextPage'];
  const counted = total?.startsWith(below) ? [total.slice(below.length)] : [];
  return {
    at: { ...words, path: below + items },
    next: { cursor: below + cursor, more: below + more },
    total,
    connection: { named: below !== '', items, beside: [cursor, more, ...counted] },
  };
};
