import { UserError } from '../../config/user-error.ts';
import { closest } from '../../schema/index.ts';
import type { Note } from '../draft.ts';
import type { OpenApiDocument } from './open-api-document.ts';
import { type OpenApiOperation, operationsIn } from './operations-in.ts';
import { parametersOf } from './request/parameter.ts';
import { whyNot } from './why-not.ts';

/** Which operations of a document are wanted: all that any of these name. None given: the default. */
export interface Choice {
  /** Their ids: `users/get`, or `get /users/{id}`. */
  readonly operations?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Beginnings of paths, in whole segments: `/users`. */
  readonly paths?: readonly string[] | undefined;
  /** Everything that can be kept. @default false */
  readonly all?: boolean | undefined;
  /** The default as well as what is named. @default false */
  readonly byDefault?: boolean | undefined;
  /** Ids of what is not wanted, whatever names it. @default none */
  readonly without?: readonly string[] | undefined;
}

/** So many reads are taken by default: those that need the fewest arguments first. */
export const DEFAULT_OPERATIONS = 25;

interface Chosen {
  readonly operations: readonly OpenApiOperation[];
  readonly notes: readonly Note[];
}

/**
 * Chooses operations, in the order of the document. Without any choice these are its GETs, up to 25, those that need the fewest required
 * arguments first, so that the graph can be entered; a note says how many more there are.
 * @throws UserError for what names no operation, or none that can be kept
 */
export const chooseOperations = (document: OpenApiDocument, choice: Choice): Chosen => {
  const all = operationsIn(document.root);
  const isDefault = choice.byDefault ?? !isNamed(choice);
  const wanted = wantedOf(all, choice, document);
  const reasons = new Map(wanted.map((each) => [each, whyNot(document.root, each)]));
  const operations = wanted.filter((each) => reasons.get(each) === undefined);
  if (operations.length === 0) {
    const [why] = [...reasons].map(([{ id }, reason]) => `${id}: ${reason ?? ''}`);
    throw new UserError(
      `${document.source} has no operation that can be kept${why === undefined ? '.' : ` (${why}).`} The option --list shows all of them.`,
    );
  }
  const notes = wanted.flatMap((each): Note[] => {
    const reason = reasons.get(each);
    return reason === undefined
      ? []
      : [{ kind: 'left out', at: each.at, says: `The operation ${each.id}: ${reason}.` }];
  });
  const more = all.length - wanted.length;
  const left: readonly Note[] =
    isDefault && more > 0
      ? [
          {
            kind: 'left out',
            at: 'paths',
            says: `${more} of ${all.length} operations: name them with --operations, --tag or --path.`,
          },
        ]
      : [];
  return { operations, notes: [...notes, ...left] };
};

/** Ids of what a choice means, whether it can be kept or not. @throws UserError for what names no operation */
export const wantedIds = (document: OpenApiDocument, choice: Choice): readonly string[] =>
  wantedOf(operationsIn(document.root), choice, document).map(({ id }) => id);

const isNamed = ({ operations = [], tags = [], paths = [], all = false }: Choice): boolean =>
  all || operations.length + tags.length + paths.length > 0;

const wantedOf = (
  all: readonly OpenApiOperation[],
  choice: Choice,
  document: OpenApiDocument,
): readonly OpenApiOperation[] => {
  if (choice.all) return all;
  const wanted = new Set([
    ...named(all, choice, document),
    ...((choice.byDefault ?? !isNamed(choice)) ? byDefault(all, document) : []),
  ]);
  return all.filter((each) => wanted.has(each) && choice.without?.includes(each.id) !== true);
};

/** What the choice names. */
const named = (
  all: readonly OpenApiOperation[],
  { operations = [], tags = [], paths = [] }: Choice,
  { source }: OpenApiDocument,
): readonly OpenApiOperation[] => {
  const found = new Set<OpenApiOperation>();
  const take = (what: string, its: readonly OpenApiOperation[], meant = () => ''): void => {
    if (its.length === 0)
      throw new UserError(`${source} has no ${what}.${meant()} The option --list shows all operations.`);
    for (const each of its) found.add(each);
  };
  const byId = Map.groupBy(all, (each) => each.id);
  const byRoute = Map.groupBy(all, (each) => `${each.method} ${each.path}`);
  for (const id of operations)
    take(
      `operation ${JSON.stringify(id)}`,
      [...(byId.get(id) ?? []), ...(byRoute.get(lowerMethod(id)) ?? [])],
      // Looked for where it is told alone: some documents have ten thousand operations.
      () => didYouMean(id, all),
    );
  for (const tag of tags)
    take(
      `tag ${JSON.stringify(tag)}`,
      all.filter((each) => each.tags.includes(tag)),
    );
  for (const path of paths)
    take(
      `path that begins with ${JSON.stringify(path)}`,
      all.filter((each) => isBelow(each.path, path)),
    );
  return all.filter((each) => found.has(each));
};

const didYouMean = (id: string, all: readonly OpenApiOperation[]): string => {
  const best = closest(
    id,
    all.map((each) => each.id),
  );
  return best === undefined ? '' : ` Did you mean ${JSON.stringify(best)}?`;
};

/** `GET /users` is `get /users`. */
const lowerMethod = (id: string): string => id.replace(/^[A-Z]+(?= )/, (method) => method.toLowerCase());

const isBelow = (path: string, start: string): boolean => {
  const prefix = `/${start.replace(/^\/+|\/+$/g, '')}`;
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
};

const byDefault = (all: readonly OpenApiOperation[], { root }: OpenApiDocument): readonly OpenApiOperation[] => {
  const reads = all.filter((each) => each.method === 'get' && whyNot(root, each) === undefined);
  if (reads.length <= DEFAULT_OPERATIONS) return reads.length > 0 ? reads : all.slice(0, DEFAULT_OPERATIONS);
  const needed = new Map(
    reads.map((each) => [each, parametersOf(root, each).filter(({ required }) => required).length]),
  );
  const first = new Set(
    reads.toSorted((a, b) => (needed.get(a) ?? 0) - (needed.get(b) ?? 0)).slice(0, DEFAULT_OPERATIONS),
  );
  return all.filter((each) => first.has(each));
};
