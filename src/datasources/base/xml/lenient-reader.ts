import { XMLParser } from 'fast-xml-parser';
import { hasDoctype, hasEnd } from './ends.ts';
import type { XmlEvents } from './events.ts';
import { guarded, malformedXml } from './guarded.ts';

const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Numeric references too: without it they stay as they are.
  htmlEntities: true,
  // A DOCTYPE in the middle of the document can declare nothing of use. The body's own limit bounds the rest.
  processEntities: {
    maxEntityCount: 1,
    maxEntitySize: 1,
    maxExpansionDepth: 1,
    maxTotalExpansions: 1_000_000,
    maxExpandedLength: 10_000_000,
  },
  maxNestedTags: 64,
  onDangerousProperty: (name) => name,
});

type Node = Readonly<Record<string, unknown>>;

/**
 * Reads XML as fast-xml-parser does, for sources whose answers are not well-formed. Closing tags close whatever is
 * open, whatever their names; names, characters and references need not be legal, nor attributes unique or quoted
 * right (such are dropped); HTML's commonest entities are known. Refused all the same, with `malformed`: an empty document, two
 * roots, one that does not end with its root's end, a DOCTYPE before the root, elements named `constructor`,
 * `prototype` or `__proto__`, and what is beyond the limits of the strict reader. Well-formed documents give the
 * same events as there, but that line breaks and tabs in attributes stay. The only door to the library in reading.
 */
export const readLenient = (text: string, events: XmlEvents): void => {
  if (hasDoctype(text)) throw malformedXml('a DOCTYPE is not allowed');
  const roots = parse(text).filter((node) => nameOf(node) !== TEXT);
  const [root] = roots;
  if (root === undefined) throw malformedXml('not XML: no element');
  if (roots.length > 1) throw malformedXml('not XML: more than one root');
  const name = nameOf(root);
  if (!hasEnd(text, name, childrenOf(root, name).length === 0))
    throw malformedXml('not XML: it does not end with its root');
  walk(root, guarded(events));
};

const parse = (text: string): readonly Node[] => {
  try {
    return parser.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The library's message quotes the text.
    throw malformedXml('not readable as XML');
  }
};

const nameOf = (node: Node): string => {
  for (const key in node) if (key !== ATTRIBUTES) return key;
  return '';
};

const childrenOf = (node: Node, name: string): readonly Node[] => {
  const children = node[name];
  return Array.isArray(children) ? children : [];
};

const walk = (node: Node, events: XmlEvents): void => {
  const name = nameOf(node);
  if (name === TEXT) {
    events.text(String(node[TEXT]));
    return;
  }
  events.open(name, Object.assign(Object.create(null), node[ATTRIBUTES]));
  for (const child of childrenOf(node, name)) walk(child, events);
  events.close();
};
