import type { DraftRequest } from '../../draft.ts';
import type { Parameter } from './parameter.ts';
import { argumentOf, type Taking } from './take-parameter.ts';
import { allTaken, NOTHING, type Taken, typescriptOf } from './taken.ts';

/** A path with its values, and what is taken for them. */
export interface PathOf {
  readonly path: DraftRequest['path'];
  readonly taken: Taken;
}

/** What stands before a value in the styles of RFC 6570: `.v1`, `;v=1`. */
const PREFIX: Readonly<Record<string, (name: string) => string>> = { label: () => '.', matrix: (name) => `;${name}=` };

/** A template such as `/users/{id}` as text and values by turns, below the base URL. */
export const pathOf = (template: string, parameters: readonly Parameter[], at: string, taking: Taking): PathOf => {
  const [route = '', fragment] = template.replace(/^\/+/, '').split('#');
  const names = new Map<string, string>();
  const takes: Taken[] = [];
  const parts = route.split(/\{([^{}]*)\}/).map((part, i) => {
    if (i % 2 === 0) return part;
    const name = part.replace(/^[+/;.?&#]|\*+$|=.*$/g, '');
    const parameter = parameters.find((each) => each.in === 'path' && (each.name === part || each.name === name));
    const known = names.get(name);
    const { slot, prefix, taken } =
      known === undefined ? take(name, parameter, at, taking) : { slot: known, prefix: '', taken: NOTHING };
    names.set(name, slot);
    takes.push(taken);
    return { prefix, arg: slot };
  });
  const path = parts.flatMap((part): (string | { readonly arg: string })[] => {
    if (typeof part === 'string') return part === '' ? [] : [part];
    return [...(part.prefix === '' ? [] : [part.prefix]), { arg: part.arg }];
  });
  const unused = parameters.filter(
    (each) => each.in === 'path' && !names.has(each.name) && !template.includes(`{${each.name}}`),
  );
  const notes = [
    ...unused.map(
      (each) =>
        ({ kind: 'left out', at: each.at, says: `The path has no place for ${JSON.stringify(each.name)}.` }) as const,
    ),
    ...(fragment === undefined
      ? []
      : [
          {
            kind: 'left out',
            at,
            says: `The fragment ${JSON.stringify(`#${fragment}`)} of the path: no fragment reaches a server.`,
          } as const,
        ]),
  ];
  return { path, taken: { ...allTaken(takes), notes: [...allTaken(takes).notes, ...notes] } };
};

const take = (name: string, parameter: Parameter | undefined, at: string, taking: Taking) => {
  const said: Omit<Parameter, 'in'> = parameter ?? {
    name: name === '' ? 'value' : name,
    schema: { type: 'string' },
    required: true,
    style: 'simple',
    explode: false,
    isDocument: false,
    description: undefined,
    node: {},
    at,
  };
  const made =
    argumentOf({ ...said, required: true }, taking) ??
    argumentOf({ ...said, schema: { type: 'string' }, required: true }, taking);
  const field = made?.field ?? { name: 'value', type: 'String!' };
  const notes = [
    ...(made?.notes ?? []),
    ...(parameter
      ? []
      : [{ kind: 'guessed', at, says: `The path's ${JSON.stringify(name)} is not described: it is text.` } as const]),
  ];
  const taken: Taken = { ...NOTHING, args: [field], types: { [field.name]: typescriptOf(field.type) }, notes };
  return { slot: field.name, prefix: PREFIX[said.style]?.(said.name) ?? '', taken };
};
