import type { DraftField, DraftType } from '../draft.ts';
import { camelCase } from '../names/words-in.ts';
import { isJsonObject } from './members-of.ts';
import type { AskedPlace } from './place-of-sample.ts';
import { singular } from './singular.ts';

/** How rows were asked for: several keys at once, by a parameter of the query. */
export interface KeyedBy {
  /** The argument that holds the keys, and the parameter's own name. */
  readonly arg: DraftField;
  readonly parameter: string;
  /** Between the keys; undefined where the parameter's name is repeated. */
  readonly join: string | undefined;
  /** The field of a row that is its key. */
  readonly field: DraftField;
  /** Whether a key may have several rows. */
  readonly list: boolean;
}

/** Finds the parameter that was given several values, each row holding one of them: `products?book_ids=11,13`, whose rows have a `book_id`. */
export const keyedBy = (place: AskedPlace, rows: unknown, type: DraftType | undefined): KeyedBy | undefined => {
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isJsonObject) || type?.kind !== 'object')
    return undefined;
  const found = place.request.query.flatMap(({ name: parameter, slot }) => {
    const arg = 'arg' in slot ? place.args.find(({ name }) => name === slot.arg) : undefined;
    const keys = arg && keysIn(arg);
    if (!keys) return [];
    const names = Object.keys(rows[0] ?? {}).filter((name) => rows.every((row) => keys.values.has(textOf(row[name]))));
    const property = names.find((name) => camelCase(name) === singular(camelCase(parameter))) ?? names[0];
    const field = type.fields.find(
      ({ name, wire }) => wire?.['path'] === property || name === camelCase(property ?? ''),
    );
    if (property === undefined || !field || !/^(ID|String|Int)!?$/.test(field.type)) return [];
    return [{ arg, parameter, join: keys.join, field, list: camelCase(property) !== 'id' }];
  });
  return found.length === 1 ? found[0] : undefined;
};

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : `${typeof value} `;

interface Keys {
  readonly values: ReadonlySet<string>;
  readonly join: string | undefined;
}

/** Two values at least: one alone may be anything. */
const keysIn = ({ type, default: value }: DraftField): Keys | undefined => {
  const read: unknown = value === undefined ? undefined : JSON.parse(value);
  const isList = type.startsWith('[') && Array.isArray(read);
  const values = new Set(isList ? read.map(String) : typeof read === 'string' ? read.split(',') : []);
  return values.size < 2 ? undefined : { values, join: isList ? undefined : ',' };
};
