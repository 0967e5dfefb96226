import { Kind } from 'graphql';
import type { Contract } from '../schema/index.ts';

export { readContract } from '../schema/index.ts';

/** What the kit reads of a graph. */
export type KitContract = Contract;

/** The definitions that a small graph shares with the whole one: enums, inputs and scalars. */
export const sharedDefinitions = ({ document }: KitContract) =>
  document.definitions.filter(({ kind }) =>
    (
      [
        Kind.ENUM_TYPE_DEFINITION,
        Kind.ENUM_TYPE_EXTENSION,
        Kind.INPUT_OBJECT_TYPE_DEFINITION,
        Kind.INPUT_OBJECT_TYPE_EXTENSION,
        Kind.SCALAR_TYPE_DEFINITION,
      ] as string[]
    ).includes(kind),
  );
