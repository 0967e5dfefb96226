import { Element, qualifiedName, undeclaredName, type Wanted } from '../xml/element.ts';
import { type Leaf, UNFIT } from './leaf.ts';
import type { Locate, Medium, Sought } from './medium.ts';
import { inWords, misfit } from './misfit.ts';
import type { Path, Step } from './path.ts';
import type { Literal } from './shape.ts';

/** What is found: elements, or the values of attributes. */
type Found = (Element | string)[];

/** One step, compiled: the attribute it names, by the names it may have been kept under, or which child elements it holds for. */
interface XmlStep {
  readonly attribute: readonly string[] | undefined;
  readonly holds: (child: Element) => boolean;
  readonly index: number | undefined;
}

type Namespaces = Readonly<Record<string, string>>;

const compileStep = ({ or, ...step }: Step, namespaces: Namespaces, wanted: Wanted): XmlStep => {
  if (!or) return compileName(step, namespaces, wanted);
  const each = [step.name, ...or].map((name) => compileName({ ...step, name }, namespaces, wanted));
  const [{ index } = { index: undefined }] = each;
  return { attribute: undefined, holds: (child) => each.some(({ holds }) => holds(child)), index };
};

const compileName = ({ name, suffixes }: Step, namespaces: Namespaces, wanted: Wanted): XmlStep => {
  const index = suffixes.find((suffix) => suffix !== 'each');
  if (name?.startsWith('@')) {
    const attribute = attributeNames(name.slice(1), namespaces);
    for (const one of attribute) wanted.attributes.add(one);
    return { attribute, holds: () => false, index };
  }
  const colon = name?.indexOf(':') ?? -1;
  const local = name?.slice(colon + 1) ?? '';
  wanted.elements.add(local);
  const isPrefixed = prefixTest(colon < 0 ? undefined : name?.slice(0, colon), namespaces);
  return { attribute: undefined, holds: (child) => child.local === local && isPrefixed(child), index };
};

const attributeNames = (name: string, namespaces: Namespaces): readonly string[] => {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(colon, 0));
  const uri = colon > 0 && Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (uri === undefined) return [name];
  const local = name.slice(colon + 1);
  return [qualifiedName(uri, local), undeclaredName(prefix, local)];
};

const prefixTest = (prefix: string | undefined, namespaces: Namespaces): ((child: Element) => boolean) => {
  if (prefix === undefined) return () => true;
  const uri = Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (uri === undefined) return (child) => child.prefix === prefix;
  // A prefix that the document does not declare is taken as it is written.
  return (child) => child.uri === uri || (child.uri === undefined && child.prefix === prefix);
};

/** Adds to `into` what the steps from `i` on find below `element`, in document order. */
const gather = (element: Element, steps: readonly XmlStep[], i: number, into: Found): void => {
  const step = steps[i];
  if (!step) return void into.push(element);
  if (step.attribute !== undefined) {
    const name = step.attribute.find((one) => Object.hasOwn(element.attributes, one));
    const value = name === undefined ? undefined : element.attributes[name];
    if (value !== undefined) into.push(value);
    return;
  }
  if (step.index !== undefined) {
    const only = element.children.filter((child) => typeof child !== 'string' && step.holds(child)).at(step.index);
    if (only instanceof Element) gather(only, steps, i + 1, into);
    return;
  }
  for (const child of element.children) {
    if (typeof child !== 'string' && step.holds(child)) gather(child, steps, i + 1, into);
  }
};

/** Notes whose text is read: of the element that the last step names, or of one that only its record knows. */
const addText = ({ steps }: Path, { texts }: Wanted): void => {
  const { name, or = [] } = steps.at(-1) ?? { name: '.' };
  for (const one of [name ?? '.', ...or]) if (!one.startsWith('@')) texts.add(one.slice(one.indexOf(':') + 1));
};

const climb = (raw: unknown, levels: number): Element | undefined => {
  let element = raw instanceof Element ? raw : undefined;
  for (let level = levels; level > 0; level -= 1) element = element?.parent ?? undefined;
  return element;
};

/** The place where `steps` would lead: as far as it is there, and empty elements from there on. */
const entered = (start: Element | undefined, steps: readonly XmlStep[]): Element => {
  let element = start ?? emptyIn(null);
  for (const step of steps) {
    const found: Found = [];
    gather(element, [step], 0, found);
    const [child] = found;
    element = child instanceof Element ? child : emptyIn(element);
  }
  return element;
};

const emptyIn = (parent: Element | null): Element => new Element('', '', undefined, {}, parent);

const readLeaf = ({ text, keepsBlank }: Leaf, nulls: readonly Literal[]) => {
  const words = nulls.map(String);
  return (raw: unknown): unknown => {
    if (raw instanceof Element && raw.nil) return null;
    const whole = raw instanceof Element ? raw.text : typeof raw === 'string' ? raw : undefined;
    if (whole === undefined) return UNFIT;
    const value = keepsBlank ? whole : whole.trim();
    if ((value === '' && !keepsBlank) || words.includes(value)) return null;
    return text(value, true);
  };
};

/** Reads elements; `wanted` collects the names that any path mentions, so that the tree is built of nothing else. */
export const xmlMedium = (namespaces: Namespaces, wanted: Wanted): Medium => {
  const compileSteps = ({ steps }: Path) => steps.map((step) => compileStep(step, namespaces, wanted));
  const locate = ({ path, list, text, what }: Sought): Locate => {
    const steps = compileSteps(path);
    if (text) addText(path, wanted);
    // `.` of an attribute's value is the value.
    if (!list && path.up === 0 && steps.length === 0) return (raw) => raw;
    return (raw, _up, cursor) => {
      const found: Found = [];
      const start = climb(raw, path.up);
      if (start) gather(start, steps, 0, found);
      if (list) return found;
      return found.length > 1 ? misfit(cursor, what, 'one value (say [0] for the first)', `${found.length}`) : found[0];
    };
  };
  return {
    xml: true,
    locate,
    enter(what, path) {
      const steps = compileSteps(path);
      const find = locate({ what, path, list: false, text: false, nulls: [], inRow: false });
      return (raw, up, cursor) => find(raw, up, cursor) ?? entered(climb(raw, path.up), steps);
    },
    leaf: readLeaf,
    holdsFields: (raw) => (raw instanceof Element ? (raw.nil || raw.blank ? null : true) : false),
    inWords: (raw) => (raw instanceof Element ? 'an element' : typeof raw === 'string' ? 'text' : inWords(raw)),
  };
};
