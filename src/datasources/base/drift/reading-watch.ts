import type { Heed } from '../contract/reader.ts';
import type { Wanted } from '../xml/element.ts';
import type { XmlEvents } from '../xml/events.ts';

/** Watches how a document is read, so that it can be compared with its contract. It costs time: answers to clients are read without. */
export interface ReadingWatch {
  readonly heed: Heed;
  /** Stands around a JSON document, and notes what of it is looked at. */
  readonly tree: (document: unknown) => unknown;
  /** Stands before what builds the elements of XML, and notes what is left out. */
  readonly events: (events: XmlEvents, wanted: Wanted) => XmlEvents;
}
