import type { Wanted } from '../xml/element.ts';
import type { XmlEvents } from '../xml/events.ts';
import type { BeyondNames } from './beyond-names.ts';

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

/** What belongs to XML itself: declarations of namespaces, `xml:lang`, `xsi:nil`. */
const isOfXml = (name: string): boolean => /^(?:xmlns(?::|$)|xml:|xsi:)/.test(name);

/** Notes elements and attributes whose names no path mentions; into such an element nobody looks. */
export const watchedEvents = (events: XmlEvents, wanted: Wanted, beyond: BeyondNames): XmlEvents => {
  const open: string[] = [];
  let unknown = 0;
  const known = new Set([...wanted.attributes].map((name) => localOf(name.slice(name.indexOf('}') + 1))));
  return {
    open(name, attributes) {
      events.open(name, attributes);
      const local = localOf(name);
      const parent = open.at(-1);
      if (unknown > 0 || (parent !== undefined && !wanted.elements.has(local) && parent !== wanted.around)) {
        if (unknown === 0) beyond.note(parent ?? '', local);
        unknown += 1;
        return;
      }
      for (const attribute of Object.keys(attributes))
        if (!isOfXml(attribute) && !known.has(localOf(attribute))) beyond.note(local, `@${localOf(attribute)}`);
      open.push(local);
    },
    text: (text) => events.text(text),
    close() {
      events.close();
      if (unknown > 0) unknown -= 1;
      else open.pop();
    },
  };
};
