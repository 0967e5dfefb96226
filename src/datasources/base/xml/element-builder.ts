import { Element, type Wanted } from './element.ts';
import type { XmlEvents } from './events.ts';


/**
 * Builds the elements that a contract mentions, as they are read; text of others joins the nearest one that is kept,
 * so mixed content keeps its text in order.
 * @param resolves whether namespaces are to be resolved; prefixes nobody declared stay without one
 */
export const elementBuilder = (wanted: Wanted, resolves: boolean): XmlEvents & { readonly document: Element } => {
  const document = new Element('', '', undefined, {}, null);
  /** The open elements; null for those not kept. */
  const open: (Element | null)[] = [];
  /** What the innermost open elements hold so far, kept or not. */
  const bare: boolean[] = [];
  const bindings: Record<string, string>[] = [];
  let current = document;
  const uriOf = (prefix: string) => bindings.findLast((scope) => Object.hasOwn(scope, prefix))?.[prefix];

  return {
    document,
    open(name, attributes) {
      if (bare.length > 0) bare[bare.length - 1] = false;
      const names = Object.keys(attributes);
      if (resolves) bindings.push(declared(attributes));
      const colon = name.indexOf(':');
      const local = name.slice(colon + 1);
      bare.push(!names.some((attribute) => !attribute.startsWith('xmlns')));
      if (!wanted.elements.has(local)) return void open.push(null);
      const prefix = colon < 0 ? '' : name.slice(0, colon);
      const kept = names.length === 0 ? NONE : keep(attributes, names, wanted.attributes);
      const element = new Element(prefix, local, resolves ? uriOf(prefix) : undefined, kept, current);
      element.nil = isNil(attributes, names);
      current.children.push(element);
      open.push(element);
      current = element;
    },
    text(text) {
      if (bare[bare.length - 1] && text.trim() !== '') bare[bare.length - 1] = false;
      if (current !== document) current.children.push(text);
    },
    close() {
      if (resolves) bindings.pop();
      const element = open.pop();
      const wasBare = bare.pop() ?? false;
      if (!element) return;
      element.blank = wasBare;
      current = element.parent ?? document;
    },
  };
};

const NONE: Readonly<Record<string, string>> = Object.freeze({});

const keep = (attributes: Readonly<Record<string, string>>, names: readonly string[], wanted: Set<string>) =>
  Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const local = name.slice(name.indexOf(':') + 1);
      // `@id` finds `id` and `x:id`; a path that spells the prefix finds just that.
      return [name, local].filter((spelling, i, all) => wanted.has(spelling) && all.indexOf(spelling) === i).map((spelling) => [spelling, attributes[name] ?? '']);
    }),
  );

const isNil = (attributes: Readonly<Record<string, string>>, names: readonly string[]): boolean =>
  names.some((name) => name.endsWith(':nil') && /^(true|1)$/.test(attributes[name]?.trim() ?? ''));

const declared = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, uri]): [string, string][] => {
      if (name === 'xmlns') return [['', uri]];
      return name.startsWith('xmlns:') ? [[name.slice(6), uri]] : [];
    }),
  );
