import { UpstreamError } from '../../../resilience/index.ts';
import { isExactNumber } from '../contract/input/exact-number.ts';
import type { Encode } from './encode.ts';
import { formText } from './flat.ts';
import { rootOf } from './root-name.ts';
import { sound } from './sound.ts';

type Namespaces = Readonly<Record<string, string>>;

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u;
/** No document of XML 1.0 can hold these, not even as references: control characters, but for tabs and ends of lines. */
const FORBIDDEN = /(?![\t\n\r\u0080-\u009f])\p{Cc}|[\ufffe\uffff]/u;

/**
 * Bodies in XML: members are elements in their order, `@x` is an attribute, `.` is the text beside it, a list repeats its element, null is
 * `xsi:nil`. The root element is what the input type's `@wire(value:)` says, else the only member.
 */
export const xmlEncoder =
  (namespaces: Namespaces): Encode =>
  (content) => {
    const [root, value] = rootIn(content);
    const text = element(root, value, declarations(namespaces));
    return {
      bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
      type: 'application/xml; charset=utf-8',
    };
  };

const rootIn = (content: unknown): readonly [string, unknown] => {
  if (typeof content !== 'object' || content === null) throw new TypeError('a body in XML is an object');
  const root = rootOf(content);
  if (root !== undefined) return [root, content];
  const [only, ...more] = Object.entries(content);
  if (only && more.length === 0) return only;
  throw new TypeError('a body in XML has one root element: say @wire(value: "Order") on the input type');
};

/** All that the source declares, at the root: what is not used does no harm. */
export const declarations = (namespaces: Namespaces): string => {
  const all = { ...namespaces, xsi: XSI };
  return Object.entries(all)
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${checked(prefix)}`}="${escaped(uri)}"`)
    .join('');
};

/** A member as an element, or as many as its list has. */
export const element = (name: string, value: unknown, declared = ''): string => {
  if (Array.isArray(value)) return value.map((item) => element(name, item, declared)).join('');
  if (value === undefined) return '';
  const start = `${checked(name)}${declared}`;
  if (value === null) return `<${start} xsi:nil="true"/>`;
  if (typeof value !== 'object' || value instanceof Date || isExactNumber(value))
    return `<${start}>${escaped(formText(value))}</${name}>`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const attributes = members
    .filter(([key, member]) => key.startsWith('@') && member !== null)
    .map(([key, member]) => ` ${checked(key.slice(1))}="${escaped(formText(member))}"`);
  const content = members
    .filter(([key]) => !key.startsWith('@'))
    .map(([key, member]) => (key === '.' ? escaped(formText(member)) : element(key, member)));
  return `<${start}${attributes.join('')}>${content.join('')}</${name}>`;
};

const checked = (name: string): string => {
  if (NAME.test(name)) return name;
  throw new UpstreamError('unsafe', { sent: 'no', detail: 'a name cannot be written in XML' });
};

/** Quotes and line ends too: an attribute would end at the one, and lose the other. */
const escaped = (text: string): string => {
  if (FORBIDDEN.test(sound(text)))
    throw new UpstreamError('unsafe', { sent: 'no', detail: 'a control character cannot be written in XML' });
  return text.replace(/[&<>"\t\r\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
};
