import { type Convention, spell } from '../../../datasources/base/index.ts';
import type { DraftField, DraftOperation } from '../../draft.ts';
import { pascalCase } from '../../names/words-in.ts';
import type { KeyedBatch } from '../keyed-batch.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import type { Parameter } from '../request/parameter.ts';
import { described } from '../types/describe.ts';
import { type Drafted, type Drafting, rootField, takeAll, takingFor } from './drafting.ts';

/** A list that can be asked for by ids as a batch; undefined if its items do not show them. */
export const asBatch = (
  operation: OpenApiOperation,
  name: string,
  parameters: readonly Parameter[],
  { items, parameter, property, join, options, notes: told }: KeyedBatch,
  drafting: Drafting,
): Drafted | undefined => {
  const { making, members } = drafting;
  const use = { direction: 'out', medium: 'json', hint: `${pascalCase(name)}Item`, field: '', at: items.at } as const;
  const { type } = making.typeOfView(items, use);
  const made = making.types.get(type);
  const key = made?.kind === 'object' ? fieldFor(made.fields, property, making.conventions.names) : undefined;
  if (key === undefined) return undefined;
  // Pages would only cut off what was asked for by name, and whatever else must be given is no key.
  const rest = parameters.filter((each) => each !== parameter && each.in === 'path');
  if (parameters.some((each) => each !== parameter && each.in !== 'path' && each.required)) return undefined;
  const argument = `${key.name}s`;
  const { path, args, types, notes } = takeAll(operation, rest, takingFor(drafting, name, [argument, key.name]));
  const batchName = members.take(`${name}By${pascalCase(argument)}`);
  const drafted: DraftOperation = {
    name: batchName,
    kind: 'batch',
    type,
    description: described(operation.summary),
    request: {
      args: types,
      path,
      query: [{ name: parameter.name, slot: { keys: true, ...(join === undefined ? {} : { join }) } }],
      headers: [],
    },
    options: { key: key.name, ...options },
    notes: [...told, ...notes],
  };
  const keys: DraftField = { name: argument, type: `[${key.type.replace('!', '')}!]!` };
  const root = rootField(operation, drafting, batchName, `[${type}]`, [keys, ...args], { by: `$${argument}` });
  return { operations: [drafted], roots: [root] };
};

/** The field that a property became, if its values can be keys. */
const fieldFor = (
  fields: readonly DraftField[],
  property: string,
  convention: Convention | undefined,
): DraftField | undefined =>
  fields.find(
    ({ name, type, wire }) =>
      (wire?.['path'] ?? spell(name, convention)) === property && /^(ID|String|Int|BigInt)!?$/.test(type),
  );
