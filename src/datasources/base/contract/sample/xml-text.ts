import { agreeOn } from './demand.ts';
import type { Node } from './node.ts';

type Namespaces = Readonly<Record<string, string>>;

/** The text of a document in XML. @throws Conflict if readers of one place want different things */
export const xmlText = (document: Node, namespaces: Namespaces): string => {
  const prefixes = [...new Set(document.items.flatMap(prefixesIn))].filter((prefix) => prefix !== 'xml');
  const declared = prefixes.flatMap((prefix) => declaration(prefix, namespaces)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document.items.map((root) => element(root, declared)).join('')}\n`;
};

const prefixesIn = ({ prefix = '', members, items }: Node): readonly string[] => [
  prefix,
  ...[...members.keys()].filter((name) => name.includes(':')).map((name) => name.slice(0, name.indexOf(':'))),
  ...items.flatMap(prefixesIn),
];

/** A prefix that the source does not declare is read as it is written; a document must declare it even so. */
const declaration = (prefix: string, namespaces: Namespaces): readonly string[] => {
  const known = Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (prefix === '') return known === undefined ? [] : [` xmlns="${escaped(known)}"`];
  return [` xmlns:${prefix}="${escaped(known ?? `urn:${prefix}`)}"`];
};

const element = (node: Node, declared: string): string => {
  const { prefix, local, members, items, demands } = node;
  const name = prefix ? `${prefix}:${local}` : local;
  const text = demands.length > 0 ? escaped(String(agreeOn(demands))) : '';
  const content = text + items.map((item) => element(item, '')).join('');
  const attributes = [...members].map(([key, { demands: its }]) => ` ${key}="${escaped(String(agreeOn(its)))}"`);
  // Without anything in it, an element says that there is no record.
  if (node.isRecord && attributes.length === 0 && content === '') attributes.push(' sample="true"');
  const start = `${name}${declared}${attributes.join('')}`;
  return content === '' ? `<${start}/>` : `<${start}>${content}</${name}>`;
};

/** Line ends and tabs as references, for a parser would make spaces of them in an attribute. */
const escaped = (text: string): string => text.replace(/[&<>"\t\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
