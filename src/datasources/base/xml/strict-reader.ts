import { SaxesParser } from 'saxes';
import type { XmlEvents } from './events.ts';
import { guarded, malformedXml } from './guarded.ts';

/**
 * Reads XML 1.0 and refuses, with `malformed`, everything that is not well-formed; and more: any DOCTYPE (and with it
 * every entity but the five predefined ones), nesting deeper than 64, more than 1000 attributes of one element.
 * Prefixes need not be declared. The only door to saxes.
 */
export const readStrict = (text: string, events: XmlEvents): void => {
  const out = guarded(events);
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', () => {
    throw malformedXml(`not well-formed XML at line ${parser.line}, column ${parser.column}`);
  });
  parser.on('doctype', () => {
    throw malformedXml('a DOCTYPE is not allowed');
  });
  parser.on('opentag', ({ name, attributes }) => out.open(name, attributes));
  parser.on('text', (run) => out.text(run));
  parser.on('cdata', (run) => out.text(run));
  parser.on('closetag', () => out.close());
  // Blank before the declaration is a mistake too common to refuse, and harmless.
  parser.write(text.replace(/^\uFEFF?[ \t\r\n]+/, '')).close();
};
