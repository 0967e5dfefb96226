import type { Literal, Note } from '../draft.ts';
import { describe } from './describe.ts';
import { isJsonObject, quotedStep } from './members-of.ts';
import type { Described, Place, Reading } from './reading.ts';
import { unwrapped } from './unwrapped.ts';

/** What an operation answers with. */
export interface Root {
  /** `'User'` or `'[User]'`. */
  readonly type: string;
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
  /** The first answer. */
  readonly first: unknown;
}

/** What documents answer with: a record, or a list of them. */
export const rootOf = (documents: readonly unknown[], place: Place, reading: Reading): Root => {
  const { values, path, many } = unwrapped(documents, []);
  const described = describe(values, place, reading, many);
  const notes = [...described.notes, ...lists(values, place)];
  const [first] = values;
  if (isRecord(described, reading))
    return { type: described.type, options: optionsOf(path, described.wire), notes, first };
  const value = { path: '.', name: 'value', values, records: values.length, many };
  return { type: reading.record([value], values.length, place), options: optionsOf(path, {}), notes, first };
};

const isRecord = ({ type }: Described, { types }: Reading): boolean =>
  types.some((each) => each?.name === type || `[${each?.name}]` === type);

const optionsOf = (path: string, wire: Described['wire']): Readonly<Record<string, Literal>> => {
  const words = Object.keys(wire).length > 0 ? { path: path === '' ? '.' : path, ...wire } : path;
  return words === '' ? {} : { at: words };
};

/** Lists of records beside other things: somebody may want them alone. */
const lists = (values: readonly unknown[], { at }: Place): readonly Note[] => {
  const [first] = values;
  const found = isJsonObject(first)
    ? Object.entries(first).filter(([, value]) => Array.isArray(value) && value.some(isJsonObject))
    : [];
  const [only] = found;
  return found.length === 1 && only !== undefined
    ? [
        {
          kind: 'check',
          at,
          says: `The rows lie in "${only[0]}", beside other things; with { at: ${JSON.stringify(quotedStep(only[0]))} } they alone would be the answer.`,
        },
      ]
    : [];
};
