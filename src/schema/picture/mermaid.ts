import { isRoot } from '../contract/model.ts';
import type { Join, Picture } from './picture-of.ts';

/** What of a picture is dark. */
export interface Dark {
  readonly source: string;
  /** Coordinates of fields that are null: `Currency.rate`. */
  readonly fields: ReadonlySet<string>;
  /** Types that nothing leads to any more. */
  readonly types: ReadonlySet<string>;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly arrow: string;
  readonly labels: readonly string[];
  readonly dark: boolean;
}

/** Prefixes keep names apart from words of Mermaid such as `end`; a source has no `_` in its name, so that ids are told apart. */
const typeId = (source: string, type: string): string => `type_${source}_${type}`;
const rootId = (type: string): string => `root_${type}`;

/** Text in quotes, where Mermaid takes anything but what ends it. */
const quoted = (text: string): string => `"${text.replace(/[#"<>&]/g, (sign) => `#${sign.charCodeAt(0)};`)}"`;

/**
 * A picture as a Mermaid flowchart: a box a source with its types; `==>` crosses into another source, `-->` is a call of the same one, or a
 * client's way in, and `-.->` comes along without a call.
 */
export const mermaid = (picture: Picture, dark?: Dark): string => {
  const { sources, joins } = picture;
  const roots = [...new Set(joins.map(({ owner }) => owner).filter(isRoot))];
  const made = [...new Set(joins.map(({ owner }) => owner))].filter(
    (owner) => !isRoot(owner) && !sources.some(({ types }) => types.includes(owner)),
  );
  const edges = merged(edgesOf(picture, dark));
  return [
    'flowchart LR',
    ...roots.map((root) => `  ${rootId(root)}([${quoted(root)}])`),
    ...sources.flatMap(({ name, types }) => [
      `  subgraph source_${name}[${quoted(name)}]`,
      ...types.map((type) => `    ${typeId(name, type)}[${quoted(type)}]`),
      '  end',
    ]),
    ...made.map((type) => `  ${typeId('', type)}[${quoted(type)}]`),
    ...edges.map(({ from, to, arrow, labels }) => `  ${from} ${arrow}|${quoted(labels.join(', '))}| ${to}`),
    ...(dark ? styles(picture, edges, dark) : []),
    '',
  ].join('\n');
};

const edgesOf = ({ sources, joins, parts }: Picture, dark: Dark | undefined): readonly Edge[] => {
  const nodesOf = (type: string): readonly string[] => {
    if (isRoot(type)) return [rootId(type)];
    const its = sources.filter(({ types }) => types.includes(type)).map(({ name }) => typeId(name, type));
    return its.length > 0 ? its : [typeId('', type)];
  };
  const isDark = (field: string) => dark?.fields.has(field) ?? false;
  return [
    ...joins.flatMap((join) =>
      nodesOf(join.owner).flatMap((from) =>
        join.types.map((type) => ({
          from,
          to: typeId(join.source, type),
          arrow: join.crosses ? '==>' : '-->',
          labels: [labelOf(join)],
          dark: isDark(join.field),
        })),
      ),
    ),
    ...parts.flatMap(({ source, field, owner, types }) =>
      types.map((type) => ({
        from: typeId(source, owner),
        to: typeId(source, type),
        arrow: '-.->',
        labels: [nameIn(field)],
        dark: false,
      })),
    ),
  ];
};

const nameIn = (field: string): string => field.slice(field.indexOf('.') + 1);

const labelOf = ({ field, owner, by }: Join): string =>
  isRoot(owner) || by.length === 0 ? nameIn(field) : `${nameIn(field)} by ${by.join(', ')}`;

/** One arrow for all fields that lead the same way. */
const merged = (edges: readonly Edge[]): readonly Edge[] =>
  [...Map.groupBy(edges, ({ from, to, arrow, dark }) => `${from} ${arrow} ${to} ${dark}`).values()].flatMap((same) =>
    same.slice(0, 1).map((first) => ({ ...first, labels: [...new Set(same.flatMap(({ labels }) => labels))] })),
  );

const styles = ({ sources }: Picture, edges: readonly Edge[], dark: Dark): readonly string[] => {
  const isOut = (source: string, type: string) => source === dark.source || dark.types.has(type);
  const out = sources.flatMap(({ name, types }) =>
    types.filter((type) => isOut(name, type)).map((type) => typeId(name, type)),
  );
  const cut = edges.flatMap((edge, i) => (edge.dark ? [i] : []));
  return [
    '  classDef dark fill:#f8d7da,stroke:#b02a37,color:#58151c',
    ...(out.length === 0 ? [] : [`  class ${out.join(',')} dark`]),
    ...(cut.length === 0 ? [] : [`  linkStyle ${cut.join(',')} stroke:#b02a37,stroke-dasharray:4`]),
  ];
};
