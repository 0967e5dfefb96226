import { spell } from '../../../datasources/base/index.ts';
import type { Literal } from '../../draft.ts';
import { flagAt, memberAt, nodeAt, textAt } from '../node.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import type { Making } from './making.ts';

/** A name as a step of a path: in quotes where it holds what a path is written with. */
export const stepOf = (name: string): string =>
  /^[^.[\]'|*^$]+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;

/** Where a property lies in JSON: nothing to say where the name alone tells it. */
const inJson = (name: string, fieldName: string, { conventions }: Making): Readonly<Record<string, Literal>> =>
  spell(fieldName, conventions.names) === name ? {} : { path: stepOf(name) };

/** Where a property lies in XML (OpenAPI 3.1, XML Object): an attribute, an element, or elements within a wrapper. */
const inXml = (
  name: string,
  fieldName: string,
  view: SchemaView,
  making: Making,
): Readonly<Record<string, Literal>> => {
  const xml = view.xml;
  const own = (textAt(xml, 'name') ?? name).replace(/^@/, '');
  if (flagAt(xml, 'attribute')) return { path: `@${own}` };
  // A property may be the text of its element, as converters to JSON have it.
  if (/^[#$]?(text|value|_)$/.test(own) && own.startsWith('#')) return { path: '.' };
  const itemXml = nodeAt(view.items, 'xml');
  const item = textAt(itemXml, 'name');
  const isList = view.kinds.has('array');
  const steps =
    isList && (flagAt(xml, 'wrapped') || memberAt(xml, 'wrapped') === 'true') ? [own, item ?? own] : [item ?? own];
  const path = (isList ? steps : [own]).map(elementStep).join('.');
  return spell(fieldName, making.conventions.names) === path ? {} : { path };
};

const elementStep = (name: string): string => stepOf(name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);

/** Where a property lies, as the words of `@wire`. */
export const wirePlace = (
  name: string,
  fieldName: string,
  view: SchemaView | undefined,
  medium: 'json' | 'xml',
  making: Making,
): Readonly<Record<string, Literal>> =>
  medium === 'xml' && view ? inXml(name, fieldName, view, making) : inJson(name, fieldName, making);
