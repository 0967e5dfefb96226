import { type Api, parsePath } from '../datasources/base/index.ts';

type Declared = NonNullable<Api['faults']>[number];

/** A document in which an API says "error" in its own way, with this code: the declaration of that way read backwards. */
export const faultDocument = (
  { at, is, code }: Declared,
  said: string,
  format: 'json' | 'xml',
  namespaces: Api['namespaces'] = {},
): string => {
  const sign = is ?? (code === undefined ? said : 'refused');
  return format === 'json' ? jsonOf(at, sign, code, said) : xmlOf(at, String(sign), code, said, namespaces);
};

type Move = string | number;

const movesOf = (path: string): readonly Move[] =>
  parsePath(path).steps.flatMap(({ name, suffixes }): Move[] => [
    ...(name === null ? [] : [name]),
    // The last of one item is the first.
    ...suffixes.map((suffix) => (suffix === 'each' || suffix < 0 ? 0 : suffix)),
  ]);

const jsonOf = (at: string, sign: unknown, code: string | undefined, said: string): string => {
  const withCode = code === undefined ? undefined : planted(undefined, movesOf(code), said);
  return JSON.stringify(planted(withCode, movesOf(at), sign));
};

/** A value at its place, and what is on the way to it. What stands there already stays. */
const planted = (within: unknown, [move, ...rest]: readonly Move[], value: unknown): unknown => {
  if (move === undefined) return within ?? value;
  if (typeof move === 'string') {
    const object = (within ?? {}) as Readonly<Record<string, unknown>>;
    return { ...object, [move]: planted(object[move], rest, value) };
  }
  const list = (within ?? []) as readonly unknown[];
  return Array.from({ length: Math.max(list.length, move + 1) }, (_, i) =>
    i === move ? planted(list[i], rest, value) : (list[i] ?? null),
  );
};

interface Markup {
  readonly children: Map<string, Markup>;
  readonly attributes: Map<string, string>;
  text: string;
}

const newMarkup = (): Markup => ({ children: new Map(), attributes: new Map(), text: '' });

const xmlOf = (
  at: string,
  sign: string,
  code: string | undefined,
  said: string,
  namespaces: Readonly<Record<string, string>>,
): string => {
  const document = newMarkup();
  if (code !== undefined) put(document, code, said);
  put(document, at, sign);
  for (const root of document.children.values())
    for (const [prefix, uri] of Object.entries(namespaces)) root.attributes.set(`xmlns:${prefix}`, uri);
  return written(document);
};

const put = (document: Markup, path: string, value: string): void => {
  let place = document;
  for (const move of movesOf(path)) {
    if (typeof move === 'number') continue;
    const name = move.replace(/^:/, '');
    if (name.startsWith('@')) {
      place.attributes.set(name.slice(1), value);
      return;
    }
    const child: Markup = place.children.get(name) ?? newMarkup();
    place.children.set(name, child);
    place = child;
  }
  place.text ||= value;
};

const written = ({ children, text }: Markup): string =>
  escaped(text) +
  [...children]
    .map(([name, child]) => {
      const attributes = [...child.attributes].map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`);
      return `<${name}${attributes.join('')}>${written(child)}</${name}>`;
    })
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
