import { memberAt, membersOf, nodeAt } from '../node.ts';

/** A body in one of the languages that it may be written in. */
export interface Content {
  readonly medium: 'json' | 'xml' | 'form' | 'multipart';
  /** Undefined where nobody says what it holds. */
  readonly schema: unknown;
  readonly at: string;
}

const mediumOf = (type: string): Content['medium'] | undefined => {
  const name = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^(application|text|\*)\/([\w.-]+\+)?(json|\*)$|^json$|[+.-]json$|\/vnd\..*json/.test(name)) return 'json';
  if (/^(application|text)\/([\w.-]+\+)?xml$/.test(name)) return 'xml';
  if (name === 'application/x-www-form-urlencoded') return 'form';
  return name.startsWith('multipart/') ? 'multipart' : undefined;
};

/** The languages of a body that are known, JSON first, then XML, forms and multipart. */
export const contentsOf = (body: unknown, at: string): readonly Content[] => {
  const contents = membersOf(nodeAt(body, 'content')).flatMap(([type, content]): Content[] => {
    const medium = mediumOf(type);
    return medium ? [{ medium, schema: memberAt(content, 'schema'), at: `${at}.content.${type}.schema` }] : [];
  });
  const order: readonly string[] = ['json', 'xml', 'form', 'multipart'];
  // Of two that are alike, the one that says what it holds.
  return contents.toSorted(
    (a, b) =>
      order.indexOf(a.medium) - order.indexOf(b.medium) ||
      Number(a.schema === undefined) - Number(b.schema === undefined),
  );
};

/** The names of all languages of a body. */
export const contentTypes = (body: unknown): readonly string[] =>
  membersOf(nodeAt(body, 'content')).map(([type]) => type);
