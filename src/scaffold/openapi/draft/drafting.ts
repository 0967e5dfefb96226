import type { DraftField, DraftOperation, Literal, Note } from '../../draft.ts';
import { type NameBook, nameBook } from '../../names/name-book.ts';
import { pascalCase } from '../../names/words-in.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import type { Parameter } from '../request/parameter.ts';
import { pathOf } from '../request/path-of.ts';
import { type Taking, takeParameter } from '../request/take-parameter.ts';
import { allTaken, NOTHING, type Taken } from '../request/taken.ts';
import { deprecation, described } from '../types/describe.ts';
import type { Making } from '../types/making.ts';

/** What all operations of a draft are made with. */
export interface Drafting {
  readonly source: string;
  readonly making: Making;
  readonly members: NameBook;
  readonly version: string | undefined;
  /** Where credentials go: `header x-api-key`. */
  readonly signed: ReadonlySet<string>;
}

/** Members of the class, with the root fields that load them. */
export interface Drafted {
  readonly operations: readonly DraftOperation[];
  readonly roots: readonly DraftField[];
}

/** Headers that are not the author's to set (OpenAPI 3.1, Parameter Object). */
const OWN_HEADERS = /^(accept|authorization|content-type)$/i;

/** A path and all that goes beside it. */
export const takeAll = (operation: OpenApiOperation, parameters: readonly Parameter[], taking: Taking) => {
  const { path, taken } = pathOf(operation.path, parameters, operation.at, taking);
  const rest = parameters.flatMap((parameter): Taken[] => {
    if (parameter.in === 'path' || (parameter.in === 'header' && OWN_HEADERS.test(parameter.name))) return [];
    if (parameter.in !== 'cookie') return [takeParameter(parameter, taking)];
    const note: Note = {
      kind: 'left out',
      at: parameter.at,
      says: `The cookie ${JSON.stringify(parameter.name)}: cookies are for credentials alone.`,
    };
    return [{ ...NOTHING, notes: [note] }];
  });
  return { path, ...allTaken([taken, ...rest]) };
};

/** @param reserved names that no argument can have */
export const takingFor = ({ making, version }: Drafting, name: string, reserved: readonly string[] = []): Taking => ({
  making,
  version,
  names: nameBook(reserved),
  hint: pascalCase(name),
});

/** The root field that loads a member, with what must be given first. */
export const rootField = (
  { node, summary, description }: OpenApiOperation,
  { source }: Drafting,
  name: string,
  type: string,
  args: readonly DraftField[],
  load: Readonly<Record<string, Literal>> = {},
): DraftField => {
  const deprecated = deprecation(node);
  return {
    name,
    type,
    args: args.toSorted((a, b) => Number(b.type.endsWith('!')) - Number(a.type.endsWith('!'))),
    description: described(summary ?? description),
    load: { from: `${source}.${name}`, ...load },
    ...(deprecated === undefined ? {} : { deprecated }),
  };
};
