import type { DraftField, DraftOperation } from '../../draft.ts';
import { pascalCase } from '../../names/words-in.ts';
import type { Answer } from '../answer/answer-of.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { pagesOf } from '../pages/pages-of.ts';
import type { Parameter } from '../request/parameter.ts';
import { described } from '../types/describe.ts';
import { type Drafted, type Drafting, rootField, takeAll, takingFor } from './drafting.ts';

/** What the arguments of a connection are called (Relay). */
const PAGING = ['first', 'after', 'last', 'before'];

/** A list in pages, and a connection; undefined if nothing tells how pages follow each other. */
export const asPages = (
  operation: OpenApiOperation,
  name: string,
  parameters: readonly Parameter[],
  answer: Answer,
  drafting: Drafting,
): Drafted | undefined => {
  const { making } = drafting;
  const pages = pagesOf(operation, answer, parameters, making);
  if (!pages) return undefined;
  const use = {
    direction: 'out',
    medium: 'json',
    hint: `${pascalCase(name)}Item`,
    field: '',
    at: pages.items.at,
  } as const;
  const { type, notes: typeNotes = [] } = making.typeOfView(pages.items, use);
  if (!making.types.has(type)) return undefined;
  const rest = parameters.filter((each) => !pages.spent.has(each));
  const { path, args, types, query, headers, notes } = takeAll(operation, rest, takingFor(drafting, name, PAGING));
  const drafted: DraftOperation = {
    name,
    kind: 'pages',
    type: `[${type}]`,
    description: described(operation.summary),
    request: { args: types, path, query: [...query, ...pages.query], headers },
    options: pages.options,
    notes: [...pages.notes, ...typeNotes, ...answer.notes, ...notes],
  };
  const paging: readonly DraftField[] = [
    { name: 'first', type: 'Int' },
    { name: 'after', type: 'String' },
  ];
  const root = rootField(operation, drafting, name, `${type}Connection`, args);
  return { operations: [drafted], roots: [{ ...root, args: [...(root.args ?? []), ...paging] }] };
};
