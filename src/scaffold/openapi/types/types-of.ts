import type { DraftType, Note } from '../../draft.ts';
import { conventionsOf } from '../../names/conventions-of.ts';
import { nameBookBeside } from '../../names/name-book.ts';
import { RESERVED_TYPES } from '../../names/reserved.ts';
import { pascalCase } from '../../names/words-in.ts';
import type { Node } from '../node.ts';
import { readViews } from '../schema/views.ts';
import { finishTypes } from './finish-types.ts';
import type { Making } from './making.ts';
import { typeOf, typeOfView } from './type-of.ts';

/** The types of one draft: made as they are reached. */
export interface Types {
  readonly making: Making;
  readonly finish: () => readonly DraftType[];
}

/** @param taken names that types of other sources have @param source what a type is called after whose name is taken */
export const startTypes = (root: Node, taken: readonly string[], source: string, note: (note: Note) => void): Types => {
  const making: Making = {
    root,
    views: readViews(root, note),
    conventions: conventionsOf(root),
    typeNames: nameBookBeside(RESERVED_TYPES, taken, (name) => `${pascalCase(source)}${pascalCase(name)}`),
    types: new Map(),
    abstracts: new Map(),
    made: new Map(),
    enums: new Map(),
    typeOf: (schema, use) => typeOf(schema, use, making),
    typeOfView: (view, use) => typeOfView(view, use, making),
  };
  return { making, finish: () => finishTypes(making) };
};
