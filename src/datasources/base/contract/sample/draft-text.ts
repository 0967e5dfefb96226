import { isThisValue, type Path } from '../path.ts';
import type { AnswerToMake } from './answer-to-make.ts';
import { Conflict } from './conflict.ts';
import { type Draft, type Fork, type Learned, newDraft, ONE } from './draft.ts';
import { fillValue, memberName } from './fill.ts';
import { demandOf, type Filling, series } from './filling.ts';
import { jsonGround } from './json-ground.ts';
import { jsonText } from './json-text.ts';
import { type Ground, repeats } from './move.ts';
import type { Place } from './node.ts';
import { xmlGround } from './xml-ground.ts';
import { xmlText } from './xml-text.ts';

/** One way of making a document. */
export interface Way {
  /** Which of the steps that repeat makes the rows; the others lead to one place each. */
  readonly fork: number;
  /** Items of every list but the rows. */
  readonly items: number;
  /** Shifts all values that are made up. */
  readonly salt: number;
}

/** All ways of making an answer, the likeliest first. */
export const waysOf = (answer: AnswerToMake): readonly Way[] => {
  const path = answer.wire.path ?? THIS;
  const steps = groundOf(answer)
    .moves(path, { list: answer.list ? answer.wire : null })
    .filter(repeats).length;
  // Rows lie beside each other, if what lies above them is the same for all.
  const forks = answer.rows.length > 1 ? Array.from({ length: steps }, (_step, i) => steps - 1 - i) : [steps - 1];
  const others = [
    { items: 2, salt: 0 },
    { items: 2, salt: 1 },
    { items: 1, salt: 0 },
  ];
  return others.flatMap((other) => (forks.length > 0 ? forks : [0]).map((fork) => ({ fork, ...other })));
};

const THIS: Path = { text: '.', up: 0, steps: [] };
/** Drafts until the lengths of all lists are known. Two or three do. */
const MAX_DRAFTS = 6;

/** The text of a document that is made in one of its ways. @throws Conflict */
export const draftText = (answer: AnswerToMake, way: Way): string => {
  let before: Learned = new Map();
  for (let n = 1; ; n += 1) {
    const draft = newDraft(groundOf(answer), before);
    fillAnswer(answer, way, draft);
    const learned = draft.learned();
    if (n === MAX_DRAFTS || sameText(learned) === sameText(before)) {
      const { document } = draft.ground;
      return answer.format === 'xml' ? xmlText(document, answer.namespaces) : jsonText(document);
    }
    before = learned;
  }
};

const sameText = (learned: Learned): string => JSON.stringify([...learned]);

const groundOf = ({ format, namespaces }: AnswerToMake): Ground =>
  format === 'xml' ? xmlGround(namespaces) : jsonGround();

const fillAnswer = (answer: AnswerToMake, way: Way, draft: Draft): void => {
  const { type, wire, what, rows, variant, compiling } = answer;
  const filling = (row: number): Filling => ({
    compiling,
    draft,
    items: way.items,
    lacking: answer.lacking,
    next: series(answer.numbers[row] ?? row, way.salt),
  });
  const fork: Fork = {
    count: (level) => (level === way.fork ? rows.length : 1),
    name: (row, _known, used) => memberName(type, wire.key, rows[row] ?? {}, used, filling(row)),
  };
  const { path = THIS, ...rest } = wire;
  const start = draft.climb(beginning(answer, path, draft), path.up);
  const places = start ? draft.walk(start, path, { list: answer.list ? wire : null }, fork) : [];
  if (places.length !== rows.length)
    throw new Conflict(
      `${what}: its place holds ${places.length === 1 ? 'one row' : 'other rows'}, not ${rows.length}`,
    );
  // By their numbers: a place that rows share keeps what the first of them has made up, wherever it stands.
  const order = [...places.entries()].toSorted(([a], [b]) => (answer.numbers[a] ?? a) - (answer.numbers[b] ?? b));
  for (const [i, place] of order) {
    const own = filling(i);
    fillValue(place, type, rest, what, { variant, wanted: rows[i], inside: [] }, own);
    fillIndex(answer, place, answer.numbers[i] ?? i, own);
  }
  fillPlanted(answer, draft);
};

/** What stands beside the rows is spelled as it was given. */
const fillPlanted = ({ plant, what }: AnswerToMake, draft: Draft): void => {
  for (const { path, value } of plant) {
    const document: Place = { node: draft.ground.document, up: null };
    const demand = {
      what: `${what}: ${path.text}`,
      read: (raw: unknown) => raw,
      spellings: [value],
      wanted: String(value),
    };
    for (const place of draft.walk(document, path, { list: null }, ONE)) draft.ground.read(place, demand);
  }
};

/** In XML the first step names the root element; without one it has any name. */
const beginning = ({ format, type }: AnswerToMake, path: Path, { ground }: Draft): Place => {
  const document: Place = { node: ground.document, up: null };
  if (format === 'json' || path.steps.length > 0 || 'list' in type) return document;
  return ground.go(document, { take: 'elements', name: type.name }, '0');
};

/** Each row says its number, from beside its own place. */
const fillIndex = (
  { index, type, variant, what, compiling }: AnswerToMake,
  row: Place,
  i: number,
  filling: Filling,
): void => {
  const shape = 'list' in type ? undefined : compiling.shapes.get(type.name);
  if (!index || shape?.kind !== 'record') return;
  const { draft } = filling;
  const from = draft.climb(row, index.up);
  const inColumns = variant.zip === true && (shape.path === undefined || isThisValue(shape.path));
  const [place] = from ? draft.walk(from, index, { list: null, row: inColumns ? row.row : undefined }, ONE) : [];
  if (!place) throw new Conflict(`${what}: the path of its index leads beyond the document`);
  draft.ground.read(place, demandOf('Int', {}, `${what}: index`, i, filling));
};
