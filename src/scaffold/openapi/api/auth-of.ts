import type { Note } from '../../draft.ts';
import { isNode, listAt, memberAt, type Node, textsAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { componentsOf, resolve } from '../resolve.ts';
import { schemeOf } from './scheme-of.ts';

/** How requests are signed. */
export interface AuthOf {
  /** `bearer({ env: 'GITHUB_TOKEN' })`; undefined: they are not. */
  readonly code: string | undefined;
  readonly imports: readonly string[];
  /** Where the credential goes, so that no argument stands for it: `header x-api-key`. */
  readonly places: ReadonlySet<string>;
  readonly notes: readonly Note[];
}

/** The first way of signing that is known here, of those that the operations ask for. */
export const authOf = (root: Node, operations: readonly OpenApiOperation[], source: string): AuthOf => {
  const schemes = componentsOf(root, 'securitySchemes');
  const asked = requirementsOf(root, operations);
  const all = asked.length > 0 ? asked : Object.keys(schemes).length === 1 ? [Object.keys(schemes)] : [];
  const none: AuthOf = { code: undefined, imports: [], places: new Set(), notes: [] };
  if (all.length === 0) return none;
  const at = 'components.securitySchemes';
  for (const names of all) {
    const known = names.flatMap(
      (name) =>
        schemeOf(
          resolve(root, memberAt(schemes, name))?.node,
          `${at}.${name}`,
          source,
          scopesOf(root, operations, name),
        ) ?? [],
    );
    const [first, ...more] = known;
    if (!first) continue;
    const others = all.flat().filter((name, i, list) => list.indexOf(name) === i && !names.includes(name));
    const notes: readonly Note[] = [
      ...first.notes,
      ...(more.length > 0 || names.length > 1
        ? [
            {
              kind: 'check',
              at,
              says: `Requests are signed in ${names.length} ways at once (${names.join(', ')}); the first is written.`,
            } as const,
          ]
        : []),
      ...(others.length > 0
        ? [{ kind: 'check', at, says: `There are other ways to sign requests: ${others.join(', ')}.` } as const]
        : []),
    ];
    return {
      code: first.code,
      imports: first.imports,
      places: new Set([...first.places, ...more.flatMap(({ places }) => places)]),
      notes,
    };
  }
  const says = `None of ${[...new Set(all.flat())].join(', ')} can be written without knowing more: docs/auth.md.`;
  return { ...none, notes: [{ kind: 'left out', at, says }] };
};

/** What a document asks for of one operation: each a way of signing, by the names of its schemes. */
const securityOf = (root: Node, { node }: OpenApiOperation): readonly Node[] => {
  const said = memberAt(node, 'security');
  return (Array.isArray(said) ? (said as readonly unknown[]) : listAt(root, 'security')).filter(isNode);
};

/** All scopes of a scheme that operations ask for; of several ways to sign one of them, those of the first. */
const scopesOf = (root: Node, operations: readonly OpenApiOperation[], scheme: string): readonly string[] => [
  ...new Set(
    operations.flatMap((operation) => {
      const way = securityOf(root, operation).find((each) => Object.hasOwn(each, scheme));
      return textsAt(way, scheme);
    }),
  ),
];

/** What the document asks for, and what most operations do. */
const requirementsOf = (root: Node, operations: readonly OpenApiOperation[]): readonly (readonly string[])[] => {
  const counts = new Map<string, number>();
  for (const operation of operations) {
    for (const each of securityOf(root, operation)) {
      const names = Object.keys(each);
      if (names.length > 0) counts.set(JSON.stringify(names), (counts.get(JSON.stringify(names)) ?? 0) + 1);
    }
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([names]) => JSON.parse(names) as string[]);
};
