import { SaxesParser } from 'saxes';
import type { XmlEvents } from './events.ts';
import { guarded, MAX_ATTRIBUTES, malformedXml, tooManyAttributes } from './guarded.ts';

/**
 * Reads XML 1.0 and refuses, with `malformed`, everything that is not well-formed; and more: any DOCTYPE (and with it
 * every entity but the five predefined ones), nesting deeper than 64, more than 1000 attributes of one element, names
 * that are no prefix and local name (`:a`, `a:`, `a:b:c`). Prefixes need not be declared. The only door to saxes.
 */
export const readStrict = (text: string, events: XmlEvents): void => {
  const out = guarded(events);
  // A document that says it is XML 1.1 is read as 1.0: 1.1 would let control characters in.
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const refuse = () => {
    throw malformedXml(`not well-formed XML at line ${parser.line}, column ${parser.column}`);
  };
  let attributesSeen = 0;
  parser.on('error', refuse);
  parser.on('doctype', () => {
    throw malformedXml('a DOCTYPE is not allowed');
  });
  parser.on('opentagstart', ({ name }) => {
    attributesSeen = 0;
    if (!isQualified(name)) refuse();
  });
  // Counted as they come: a list of millions is never made.
  parser.on('attribute', ({ name }) => {
    attributesSeen += 1;
    if (attributesSeen > MAX_ATTRIBUTES) throw tooManyAttributes();
    if (!isQualified(name)) refuse();
  });
  parser.on('opentag', ({ name, attributes }) => out.open(name, attributes));
  parser.on('text', (run) => out.text(run));
  parser.on('cdata', (run) => out.text(run));
  parser.on('closetag', () => out.close());
  // Blank before the declaration is a mistake too common to refuse, and harmless.
  parser.write(text.replace(/^\uFEFF?[ \t\r\n]+/, '')).close();
};

/** Whether a name is one name, or two with a colon between them (Namespaces in XML 1.0 section 4). */
const isQualified = (name: string): boolean => {
  const colon = name.indexOf(':');
  return colon < 0 || (colon > 0 && colon < name.length - 1 && !name.includes(':', colon + 1));
};
