import type { ReaderOptions } from '../../answer-reader.ts';
import { type Language, languageOf } from '../../language.ts';
import { wordsOf } from '../../operation/operation.ts';
import { nothingWanted } from '../../xml/element.ts';
import { jsonMedium } from '../json-medium.ts';
import { fansOut, type Path, parsePath } from '../path.ts';
import type { Compiling, Variant } from '../reader.ts';
import type { TypeRef, Wire } from '../shape.ts';
import { xmlMedium } from '../xml-medium.ts';
import type { Lacking, Row } from './filling.ts';

/** A value that an answer holds beside its rows. */
export interface Planted {
  /** Where it stands in the document. In XML the first step names the root element. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** An operation's answer, as it is to be made. */
export interface AnswerToMake {
  /** For messages: `worldbank.country`. */
  readonly what: string;
  readonly format: Language;
  readonly namespaces: Readonly<Record<string, string>>;
  /** What each row is. */
  readonly type: TypeRef;
  readonly wire: Wire;
  /** Whether the place holds a list; a lone row may stand by itself. */
  readonly list: boolean;
  readonly variant: Variant;
  readonly index: Path | undefined;
  /** Whether the order of the rows says which is which. */
  readonly inOrder: boolean;
  readonly rows: readonly Row[];
  /** The number of each row, where it is not its place. */
  readonly numbers: readonly number[];
  /** What stands beside the rows. */
  readonly plant: readonly { readonly path: Path; readonly value: Planted['value'] }[];
  readonly lacking: Lacking | undefined;
  readonly compiling: Compiling;
}

/** What a document is made with, beside its rows. */
interface Made {
  readonly numbers?: readonly number[] | undefined;
  readonly plant?: readonly Planted[] | undefined;
  readonly lacking?: Lacking | undefined;
}

/** What an operation and its rows make of a document. @throws PathSyntaxError */
export const answerToMake = (
  options: Omit<ReaderOptions, 'problem'>,
  rows: readonly Row[],
  { numbers = [], plant = [], lacking }: Made = {},
): AnswerToMake => {
  const { api, name, operation, shapes, detail } = options;
  const { path: at, ...words } = wordsOf(operation.at);
  const wire: Wire = { ...words, ...(at === undefined ? {} : { path: parsePath(at) }) };
  const format = languageOf(operation.format ?? api.format ?? 'json');
  const namespaces = api.namespaces ?? {};
  const medium = format === 'xml' ? xmlMedium(namespaces, nothingWanted()) : jsonMedium;
  const many = operation.kind === 'batch' || operation.kind === 'pages' || operation.list;
  const match = operation.kind === 'batch' ? operation.match : 'field';
  return {
    what: `${api.name}.${name}`,
    format,
    namespaces,
    type: { name: operation.type, nonNull: false },
    wire,
    list: many && !(rows.length === 1 && standsAlone(wire)),
    variant: { detail, key: wire.key, zip: wire.zip },
    index: typeof match === 'object' ? parsePath(match.index) : undefined,
    inOrder: match !== 'field' && numbers.length === 0,
    rows: many ? rows : [rows[0] ?? {}],
    numbers,
    lacking,
    plant: plant.map(({ path: text, value }) => ({ path: parsePath(text), value })),
    // Problems were heard of when the reader was compiled.
    compiling: { shapes, medium, names: api.names, enums: api.enums, problem: () => {}, known: new Map() },
  };
};

const standsAlone = ({ lone, key, zip, path }: Wire): boolean =>
  lone === true && key === undefined && !zip && !(path && fansOut(path));
