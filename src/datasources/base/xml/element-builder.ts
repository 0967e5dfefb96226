import { Element, qualifiedName, undeclaredName, type Wanted } from './element.ts';
import type { XmlEvents } from './events.ts';

type Attributes = Readonly<Record<string, string>>;

/**
 * Builds the elements that a contract mentions, as they are read. What lies in an element of another name is left out with it, so that
 * a child is always a child; but its text joins the nearest element that is kept, so that mixed content keeps its text in order.
 * @param resolves whether namespaces are to be resolved; prefixes nobody declared stay without one
 */
export const elementBuilder = (wanted: Wanted, resolves: boolean): XmlEvents & { readonly document: Element } => {
  const anyText = wanted.texts.has('.');
  const document = new Element('', '', undefined, NONE, null);
  const scopes: (Attributes | undefined)[] = [];
  let current = document;
  /** How many of the innermost open elements are not kept. */
  let skipped = 0;
  /** How many of the open elements are read as text, with all that is in them. */
  let reading = 0;
  const isText = ({ local }: Element) => anyText || wanted.texts.has(local);
  const uriOf: UriOf = (prefix) =>
    prefix === 'xml'
      ? XML_NAMESPACE
      : scopes.findLast((scope) => scope !== undefined && Object.hasOwn(scope, prefix))?.[prefix];

  return {
    document,
    open(name, attributes) {
      current.blank = false;
      if (resolves) scopes.push(declarations(attributes));
      const colon = name.indexOf(':');
      const local = colon < 0 ? name : name.slice(colon + 1);
      // The root is kept whatever its name: without a place of their own, answers lie in it.
      if (skipped > 0 || (current !== document && !wanted.elements.has(local) && current.local !== wanted.around)) {
        skipped += 1;
        return;
      }
      const prefix = colon < 0 ? '' : name.slice(0, colon);
      const element = new Element(
        prefix,
        local,
        resolves ? uriOf(prefix) : undefined,
        keep(attributes, wanted, resolves ? uriOf : undefined),
        current,
      );
      element.blank = !hasOwnAttribute(attributes);
      element.nil = !element.blank && isNil(attributes);
      current.children.push(element);
      current = element;
      if (isText(element)) reading += 1;
    },
    text(text) {
      if (current === document) return;
      if (current.blank && text.trim() !== '') current.blank = false;
      if (reading > 0) current.children.push(text);
    },
    close() {
      if (resolves) scopes.pop();
      if (skipped > 0) {
        skipped -= 1;
        return;
      }
      if (isText(current)) reading -= 1;
      current = current.parent ?? document;
    },
  };
};

/** The namespace of a prefix at this place, if any is declared. */
type UriOf = (prefix: string) => string | undefined;

/** Declared in every document (Namespaces in XML 1.0 section 3). */
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

const NONE: Attributes = Object.freeze({});

const isDeclaration = (name: string): boolean => name.startsWith('xmlns') && (name.length === 5 || name[5] === ':');

const hasOwnAttribute = (attributes: Attributes): boolean => {
  for (const name in attributes) if (!isDeclaration(name)) return true;
  return false;
};

/** `@id` finds `id`, else `x:id`; a path that spells the prefix finds just that, or what is in the namespace that the prefix stands for. */
const keep = (attributes: Attributes, { attributes: wanted }: Wanted, uriOf: UriOf | undefined): Attributes => {
  if (wanted.size === 0) return NONE;
  let kept: Record<string, string> | undefined;
  const note = (name: string, value: string, wins: boolean) => {
    if (!wanted.has(name)) return;
    // Without a prototype: an attribute may be named `__proto__`.
    kept ??= Object.create(null) as Record<string, string>;
    if (wins || !Object.hasOwn(kept, name)) kept[name] = value;
  };
  for (const name in attributes) {
    const value = attributes[name] ?? '';
    note(name, value, true);
    // An attribute without a prefix is in no namespace, not even in the default one.
    const colon = name.indexOf(':');
    if (colon < 0 || isDeclaration(name)) continue;
    const prefix = name.slice(0, colon);
    const local = name.slice(colon + 1);
    note(local, value, false);
    if (uriOf) note(nameIn(uriOf(prefix), prefix, local), value, false);
  }
  return kept ?? NONE;
};

const nameIn = (uri: string | undefined, prefix: string, local: string): string =>
  uri === undefined ? undeclaredName(prefix, local) : qualifiedName(uri, local);

const isNil = (attributes: Attributes): boolean => {
  for (const name in attributes)
    if (name.endsWith(':nil') && /^(?:true|1)$/.test(attributes[name]?.trim() ?? '')) return true;
  return false;
};

const declarations = (attributes: Attributes): Attributes | undefined => {
  let declared: Record<string, string> | undefined;
  for (const name in attributes) {
    if (!isDeclaration(name)) continue;
    declared ??= {};
    declared[name.slice(6)] = attributes[name] ?? '';
  }
  return declared;
};
