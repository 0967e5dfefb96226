import { isUpstreamError } from '../../../resilience/index.ts';
import { answerReader, type ReaderOptions } from '../answer-reader.ts';
import { tellNothing } from '../contract/own-words.ts';
import type { AnswerReader } from '../http-call.ts';
import { type BeyondNames, beyondNames } from './beyond-names.ts';
import { type FieldTally, fieldTally } from './field-tally.ts';
import type { Survey, Surveyor } from './survey.ts';
import { watchedEvents } from './watched-events.ts';
import { type WatchedTree, watchedTree } from './watched-tree.ts';

/** What is noted while one answer is read. */
interface Notes {
  readonly tally: FieldTally;
  readonly beyond: BeyondNames;
  tree?: WatchedTree;
}

/** Compiles how the answers of an operation are compared with its contract: by the reader that reads them for clients, watched. */
export const surveyor = (options: Omit<ReaderOptions, 'problem' | 'watch'>): Surveyor => {
  const what = `${options.api.name}.${options.name}`;
  let notes: Notes = newNotes();
  const reader = answerReader({
    ...options,
    problem: () => {},
    watch: {
      heed: (...heard) => notes.tally.heed(...heard),
      tree(document) {
        notes.tree = watchedTree(document);
        return notes.tree.document;
      },
      events: (events, wanted) => watchedEvents(events, wanted, notes.beyond),
    },
  });
  return (body, contentType) => {
    // Nothing waits in between, so one answer at a time is read.
    notes = newNotes();
    const rows = read(what, body, contentType, reader, notes.tally);
    return rows === null ? null : surveyOf(rows, notes);
  };
};

const newNotes = (): Notes => ({ tally: fieldTally(), beyond: beyondNames() });

const surveyOf = (rows: number, { tally, beyond, tree }: Notes): Survey => {
  tree?.tell(beyond);
  return { rows, drifts: tally.drifts(), seen: tally.seen(), beyond: beyond.names };
};

/** Reads an answer for what can be noted on the way: how many rows it has; `null` if it is none. */
const read = (
  what: string,
  body: Uint8Array,
  contentType: string | undefined,
  { parse, findFault, hints, ...reader }: AnswerReader,
  tally: FieldTally,
): number | null => {
  let document: unknown;
  try {
    document = parse(body, contentType);
    if (findFault?.(document, tellNothing)) return null;
    // What says where the next page is, is known.
    hints?.(document, {}, tellNothing);
  } catch {
    return null;
  }
  try {
    const { value } = reader.read(document, tellNothing);
    tally.misfit(what, value);
    return Array.isArray(value) ? value.length : 1;
  } catch (error) {
    if (!isUpstreamError(error)) throw error;
    tally.misfit(what, error);
    return 0;
  }
};
