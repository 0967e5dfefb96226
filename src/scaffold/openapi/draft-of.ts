import { UserError } from '../../config/user-error.ts';
import type { Draft, DraftApi, Literal, Note } from '../draft.ts';
import { nameBookBeside } from '../names/name-book.ts';
import { RESERVED_MEMBERS } from '../names/reserved.ts';
import { camelCase, pascalCase } from '../names/words-in.ts';
import { sourceCode } from '../source-code.ts';
import { authOf } from './api/auth-of.ts';
import { baseUrlOf } from './api/base-url-of.ts';
import { limitsOf } from './api/limits-of.ts';
import { type Choice, chooseOperations } from './choose-operations.ts';
import { draftOperation } from './draft/draft-operation.ts';
import type { Drafted, Drafting } from './draft/drafting.ts';
import { nodeAt, textAt } from './node.ts';
import type { OpenApiDocument } from './open-api-document.ts';
import type { OpenApiOperation } from './operations-in.ts';
import { described } from './types/describe.ts';
import { reachedTypes } from './types/reached-types.ts';
import { startTypes, type Types } from './types/types-of.ts';

/** What a draft is made for. */
export interface DraftOptions extends Choice {
  /** The source's name: a letter, then letters and digits. */
  readonly name: string;
  /** Names of types that the graph has already. @default none */
  readonly takenTypes?: readonly string[] | undefined;
  /** Names of root fields that the graph has already. @default none */
  readonly takenRoots?: readonly string[] | undefined;
}

/**
 * A source made of a document: the operations that are chosen, and the types that they reach.
 * @throws UserError for a choice that names nothing, and for a document that lies in itself too deeply
 */
export const draftOf = (document: OpenApiDocument, options: DraftOptions): Draft => {
  try {
    return make(document, options);
  } catch (error) {
    if (error instanceof RangeError)
      throw new UserError(`${document.source} cannot be read: its schemas lie in each other too deeply.`);
    throw error;
  }
};

const make = (document: OpenApiDocument, options: DraftOptions): Draft => {
  const { root, source } = document;
  const { name } = options;
  if (!/^[A-Za-z][A-Za-z\d]*$/.test(name))
    throw new UserError(`The name of a source is a letter, then letters and digits, not ${JSON.stringify(name)}.`);
  const general: Note[] = [...document.notes];
  const chosen = chooseOperations(document, options);
  const types = startTypes(root, options.takenTypes ?? [], name, (note) => void general.push(note));
  const info = nodeAt(root, 'info');
  const auth = authOf(root, chosen.operations, name);
  const drafting: Drafting = {
    source: name,
    making: types.making,
    members: nameBookBeside(RESERVED_MEMBERS, options.takenRoots ?? [], (field) => camelCase(`${name}-${field}`)),
    version: textAt(info, 'version'),
    signed: auth.places,
  };
  const drafted = chosen.operations.map((operation): Drafted => draftOperation(operation, drafting));
  const title = textAt(info, 'title');
  const operations = drafted.flatMap((each) => each.operations);
  const roots = drafted.flatMap((each) => each.roots);
  return {
    name,
    className: pascalCase(name),
    says: described(`${title ?? name}, from ${source} (OpenAPI ${document.version}).`)?.replace(/\s+/g, ' ') ?? name,
    api: apiOf(document, name, chosen.operations, types, auth),
    types: reachedTypes(types.finish(), operations, roots),
    operations,
    roots,
    notes: unique([...general, ...chosen.notes]),
  };
};

const apiOf = (
  document: OpenApiDocument,
  name: string,
  operations: readonly OpenApiOperation[],
  { making: { conventions } }: Types,
  auth: ReturnType<typeof authOf>,
): DraftApi => {
  const base = baseUrlOf(document, name);
  const limits = limitsOf(document.root, operations);
  const options: Record<string, Literal> = {
    ...base.options,
    ...(conventions.names === undefined ? {} : { names: conventions.names }),
    ...(conventions.enums === undefined ? {} : { enums: conventions.enums }),
    ...(auth.code === undefined ? {} : { auth: sourceCode(auth.code) }),
    ...limits.options,
  };
  return {
    baseUrl: base.baseUrl,
    options,
    imports: auth.imports,
    notes: [...base.notes, ...auth.notes, ...limits.notes],
  };
};

const unique = (notes: readonly Note[]): readonly Note[] => [
  ...new Map(notes.map((note) => [`${note.at} ${note.says}`, note])).values(),
];
