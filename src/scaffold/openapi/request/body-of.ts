import type { DraftField, DraftRequest, Literal, Note } from '../../draft.ts';
import { contentsOf, contentTypes } from '../answer/content-of.ts';
import { memberAt, type Node, textAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { resolve } from '../resolve.ts';
import { described } from '../types/describe.ts';
import { written } from '../types/typed.ts';
import type { Taking } from './take-parameter.ts';
import { typescriptOf } from './taken.ts';

/** The body of a write, as one argument. */
export interface BodyOf {
  readonly args: readonly DraftField[];
  readonly types: Readonly<Record<string, string>>;
  readonly body?: DraftRequest['body'];
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
}

const NONE: BodyOf = { args: [], types: {}, options: {}, notes: [] };

export const requestBodyOf = (root: Node, { node }: OpenApiOperation): Node | undefined =>
  resolve(root, memberAt(node, 'requestBody'))?.node;

/** Why a body cannot be sent; undefined if it can. */
export const whyNoBody = (body: Node, at: string): string | undefined => {
  if (memberAt(body, 'required') !== true || contentsOf(body, at).length > 0) return undefined;
  const types = contentTypes(body);
  return types.length === 0 ? undefined : `its body is ${types.join(' or ')}`;
};

/** What an operation is given to send. A read sends nothing. */
export const bodyOf = (operation: OpenApiOperation, taking: Taking): BodyOf => {
  const { making, names, hint } = taking;
  const at = `${operation.at}.requestBody`;
  const node = requestBodyOf(making.root, operation);
  if (!node) return NONE;
  const types = contentTypes(node);
  if (operation.method === 'get')
    return { ...NONE, notes: [{ kind: 'left out', at, says: 'Its body: a GET has none.' }] };
  const [content] = contentsOf(node, at);
  if (!content)
    return types.length === 0
      ? NONE
      : { ...NONE, notes: [{ kind: 'left out', at, says: `Its body: ${types.join(', ')} cannot be written.` }] };
  const medium = content.medium === 'xml' ? 'xml' : 'json';
  const use = { direction: 'in', medium, hint: `${hint}Input`, field: '', at: content.at } as const;
  const made = making.typeOf(content.schema ?? {}, use);
  if (medium === 'xml' && made.type.includes('JSON'))
    return {
      ...NONE,
      notes: [{ kind: 'left out', at, says: 'Its body: what it holds is not described, and there is no JSON in XML.' }],
    };
  const name = names.take('input');
  const nullable = memberAt(node, 'required') !== true;
  const isInput = (type: string) => making.types.get(type)?.kind === 'input';
  if (medium === 'xml' && isInput(made.type)) withRoot(made.type, content.schema, taking);
  return {
    args: [
      { name, type: written({ ...made, nullable }), description: described(textAt(node, 'description'), made.says) },
    ],
    types: { [`${name}${nullable ? '?' : ''}`]: typescriptOf(made.type, isInput) },
    body: { arg: name },
    options: content.medium === 'json' ? {} : { body: content.medium },
    notes: [...(made.notes ?? []), ...wireNotes(made.wire, content.at)],
  };
};

/** Words of a whole body have no field to stand on. */
const wireNotes = (wire: Readonly<Record<string, Literal>> | undefined, at: string): readonly Note[] =>
  wire?.['format'] === undefined ? [] : [{ kind: 'check', at, says: 'The body is a number, and is sent as text.' }];

/** The root element of an input is said on its type. */
const withRoot = (name: string, schema: unknown, { making }: Taking): void => {
  const type = making.types.get(name);
  const view = making.views.of(schema, name);
  const root = textAt(view?.xml, 'name') ?? view?.name;
  if (type?.kind === 'input' && root !== undefined)
    making.types.set(name, { ...type, wire: { ...type.wire, value: root } });
};
