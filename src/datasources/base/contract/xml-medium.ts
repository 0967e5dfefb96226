import { Element, type Wanted } from '../xml/element.ts';
import { type Leaf, UNFIT } from './leaf.ts';
import type { Locate, Medium, Sought } from './medium.ts';
import { inWords, misfit } from './misfit.ts';
import type { Step } from './path.ts';
import type { Literal } from './shape.ts';

type Find = (element: Element) => readonly (Element | string)[];

/** Which child elements, or which attribute, a step names. */
const stepFinder = ({ name, suffixes }: Step, namespaces: Readonly<Record<string, string>>, wanted: Wanted): Find => {
  if (name?.startsWith('@')) {
    wanted.attributes.add(name.slice(1));
    return ({ attributes }) => {
      const value = attributes[name.slice(1)];
      return value === undefined ? [] : [value];
    };
  }
  const colon = name?.indexOf(':') ?? -1;
  const local = name?.slice(colon + 1) ?? '';
  const prefix = colon < 0 ? undefined : name?.slice(0, colon);
  const uri = prefix === undefined ? undefined : namespaces[prefix];
  wanted.elements.add(local);
  const holds = (child: Element) =>
    child.local === local && (prefix === undefined || (uri === undefined ? child.prefix === prefix : child.uri === uri));
  const index = suffixes.find((suffix) => suffix !== 'each');
  return ({ children }) => {
    const found = children.filter((child): child is Element => typeof child !== 'string' && holds(child));
    return index === undefined ? found : found.slice(index, index + 1);
  };
};

/** Reads elements; `wanted` collects the names that any path mentions, so that the tree is built of nothing else. */
export const xmlMedium = (namespaces: Readonly<Record<string, string>>, wanted: Wanted): Medium => {
  const locate = ({ path, list, what }: Sought): Locate => {
    const finders = path.steps.map((step) => stepFinder(step, namespaces, wanted));
    return (raw, _up, cursor) => {
      let start = raw instanceof Element ? raw : undefined;
      for (let level = path.up; level > 0; level -= 1) start = start?.parent ?? undefined;
      let found: readonly (Element | string)[] = start ? [start] : [];
      for (const find of finders) {
        const [only] = found;
        found = found.length === 1 && only instanceof Element ? find(only) : found.flatMap((item) => (item instanceof Element ? find(item) : []));
      }
      if (list) return found;
      return found.length > 1 ? misfit(cursor, what, 'one value (say [0] for the first)', `${found.length}`) : found[0];
    };
  };
  const leaf = ({ text, keepsBlank }: Leaf, nulls: readonly Literal[]) => {
    const words = nulls.map(String);
    return (raw: unknown): unknown => {
      if (raw instanceof Element && raw.nil) return null;
      const whole = raw instanceof Element ? raw.text : typeof raw === 'string' ? raw : undefined;
      if (whole === undefined) return UNFIT;
      const value = keepsBlank ? whole : whole.trim();
      if (words.includes(value) || (value === '' && !keepsBlank)) return null;
      return text(value, true);
    };
  };
  return {
    xml: true,
    locate,
    leaf,
    nothing: (parent) => new Element('', '', undefined, {}, parent instanceof Element ? parent : null),
    holdsFields: (raw) => (raw instanceof Element ? (raw.nil || raw.blank ? null : true) : false),
    inWords: (raw) => (raw instanceof Element ? 'an element' : typeof raw === 'string' ? 'text' : inWords(raw)),
  };
};
