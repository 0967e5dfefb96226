import type { DraftField, DraftOperation } from '../draft.ts';
import { camelCase } from '../names/words-in.ts';
import type { KeyedBy } from './keyed-by.ts';
import type { AskedPlace } from './place-of-sample.ts';

/** The operation as a batch: however many keys are asked for, they travel together. */
export const asBatch = (get: DraftOperation, place: AskedPlace, key: KeyedBy): DraftOperation => {
  const { [key.arg.name]: _, ...args } = get.request.args;
  const keys = { keys: true as const, ...(key.join === undefined ? {} : { join: key.join }) };
  return {
    ...get,
    kind: 'batch',
    type: key.list ? get.type : get.type.slice(1, -1),
    request: {
      ...get.request,
      args,
      query: place.request.query.map((each) => (each.name === key.parameter ? { ...each, slot: keys } : each)),
    },
    options: { key: key.field.name, ...get.options },
    notes: [
      ...(get.notes ?? []),
      {
        kind: 'guessed',
        at: `query ${key.parameter}`,
        says: `Each row has one of its values as "${key.field.name}", so many keys are one request.`,
      },
    ],
  };
};

/** The argument of the field in `Query`, and what fills the keys: one key of which there are several rows, or several of one row each. */
export const keyArgument = ({
  arg,
  field,
  list,
}: KeyedBy): { readonly field: DraftField; readonly by: string | undefined } => {
  const type = field.type.replace('!', '');
  const [first = ''] = String(JSON.parse(arg.default ?? '""')).split(',');
  if (list) return { field: { name: field.name, type: `${type}!`, example: JSON.stringify(first) }, by: undefined };
  const name = camelCase(arg.name);
  return { field: { name, type: `[${type}!]!`, example: `[${JSON.stringify(first)}]` }, by: `$${name}` };
};
