import type { SchemaView } from '../schema/schema-view.ts';
import type { Views } from '../schema/views.ts';
import { stepOf } from '../types/wire-place.ts';

/** Where a page holds what: its items, and what it says of others. Paths from the whole document. */
export interface PageEnvelope {
  /** Undefined: the answer is the list. */
  readonly at?: string;
  readonly items: SchemaView;
  readonly total?: string;
  /** A URL of the next page. */
  readonly url?: string;
  readonly cursor?: string;
  /** Whether there is more. */
  readonly more?: string;
}

const ITEMS =
  /^(data|items|results?|records|values|entries|list|rows|content|objects|elements|hits|value|resources|nodes|edges)$/i;
const TOTAL =
  /^(total|total_?count|total_?results|total_?items|total_?elements|total_?records|total_?size|count|@odata\.count)$/i;
const MORE = /^(has_?more|has_?next(_?page)?|more)$/i;
const CURSOR =
  /^(next_?cursor|next_?page_?token|next_?token|next_?page_?cursor|end_?cursor|continuation_?token|next_?marker|cursor_?next|after|pagination_?token|next_?page_?key|cursor)$/i;
const URLS = /^(next|next_?link|next_?page_?(url|link|uri)|@odata\.nextLink|next_?url|next_?href|href_?next)$/i;
/** Objects beside the items that tell of the page. */
const AROUND = /^(meta|metadata|paging|pagination|page|links|_links|page_?info|cursors?|response_?metadata|info)$/i;

interface Member {
  readonly path: string;
  readonly name: string;
  readonly view: SchemaView;
}

/** Members, and those of what is around, one or two levels deep. */
const membersOf = (view: SchemaView, views: Views, prefix = '', depth = 0): readonly Member[] =>
  [...view.properties].flatMap(([name, schema]) => {
    const its = views.of(schema, `${view.at}.properties.${name}`);
    if (!its) return [];
    const path = `${prefix}${stepOf(name)}`;
    const own = { path, name, view: its };
    const goesIn = AROUND.test(name) && depth < 2 && its.kinds.has('object');
    return goesIn ? [own, ...membersOf(its, views, `${path}.`, depth + 1)] : [own];
  });

const isText = ({ view }: Member): boolean => view.kinds.has('string') && view.kinds.size === 1 && !view.values;
const isCount = ({ view }: Member): boolean => view.kinds.has('integer') || view.kinds.has('number');

/** Reads an answer as a page of a list; undefined if it holds none, or several. */
export const pageEnvelope = (answer: SchemaView, views: Views): PageEnvelope | undefined => {
  if (answer.variants.length > 0) return undefined;
  if (answer.kinds.size === 1 && answer.kinds.has('array')) {
    const items = views.of(answer.items, `${answer.at}.items`);
    return items && { items };
  }
  const members = membersOf(answer, views);
  const lists = members.filter(
    ({ path, view }) => !path.includes('.') && view.kinds.size === 1 && view.kinds.has('array'),
  );
  const named = lists.filter(({ name }) => ITEMS.test(name));
  const list = lists.length === 1 ? lists[0] : named.length === 1 ? named[0] : undefined;
  const items = list && views.of(list.view.items, `${list.view.at}.items`);
  if (!list || !items) return undefined;
  const find = (pattern: RegExp, is: (member: Member) => boolean) =>
    members.find((member) => member !== list && pattern.test(member.name) && is(member))?.path;
  const [total, more, cursor, url] = [
    find(TOTAL, isCount),
    find(MORE, ({ view }) => view.kinds.has('boolean')),
    find(CURSOR, isText),
    find(URLS, isText),
  ];
  return {
    at: list.path,
    items,
    ...(total === undefined ? {} : { total }),
    ...(more === undefined ? {} : { more }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(url === undefined ? {} : { url }),
  };
};
