import { Kind } from 'graphql';
import type { TypeRef } from '../datasources/base/index.ts';
import { typeRef } from '../schema/contract/type-ref.ts';
import type { KitContract } from './read-contract.ts';

/** How ids are spelled, where that is what a case is about. */
export type IdStyle = 'plain' | 'digits' | 'signs' | 'huge';

const ids: Readonly<Record<IdStyle, readonly string[]>> = {
  plain: ['key1', 'key2', 'key3'],
  digits: ['007', '1e5', '0x1F'],
  signs: ['1.10', '+123', '-0'],
  huge: ['9007199254740993', '9007199254740995', '9223372036854775807'],
};

/** The n-th value (from 0, at most 2) of each scalar that an argument may have: different ones, well-formed everywhere. */
const scalars: Readonly<Record<string, (n: number, style: IdStyle) => unknown>> = {
  ID: (n, style) => ids[style][n],
  String: (n) => `text${n + 1}`,
  Int: (n) => n + 1,
  Float: (n) => n + 1.5,
  Boolean: (n) => n === 0,
  Decimal: (n) => `${n + 1}.50`,
  BigInt: (n) => `${n + 1}`,
  Date: (n) => `2026-01-0${n + 1}`,
  DateTime: (n) => `2026-01-0${n + 1}T10:20:30Z`,
  LocalDateTime: (n) => `2026-01-0${n + 1}T10:20:30`,
  Time: (n) => `10:20:3${n}`,
  Duration: (n) => `PT${n + 1}S`,
  JSON: (n) => ({ value: n }),
};

/** A value for an argument of this type; `undefined` where none can be made up. */
export const makeValue = (type: TypeRef, n: number, contract: KitContract, style: IdStyle = 'plain'): unknown => {
  if ('list' in type) return [makeValue(type.list, n, contract, style)];
  const scalar = scalars[type.name];
  if (scalar) return scalar(n, style);
  const values = contract.model.enums.get(type.name)?.values;
  if (values) return values[n % values.length]?.name;
  return makeInput(type.name, n, contract, style);
};

const makeInput = (name: string, n: number, contract: KitContract, style: IdStyle): unknown => {
  const fields = contract.document.definitions.flatMap((node) =>
    node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.name.value === name ? (node.fields ?? []) : [],
  );
  const needed = fields.filter((field) => field.type.kind === Kind.NON_NULL_TYPE && !field.defaultValue);
  if (fields.length === 0) return undefined;
  return Object.fromEntries(
    needed.map((field) => [field.name.value, makeValue(typeRef(field.type), n, contract, style)]),
  );
};
