import type { Draft, DraftField, DraftType } from '../draft.ts';
import { commentsOf } from './comment.ts';
import { type Doc, either, group, hardLine, indent, line, print, separate, softLine } from './doc.ts';
import { directive, sdlDescription } from './sdl-value.ts';

/** The `schema.graphql` of a source, formatted, with descriptions, and notes as comments. */
export const schemaText = (draft: Draft): string => {
  const blocks = [
    ...draft.types.map(typeDoc),
    ...(['Query', 'Mutation'] as const).flatMap((root) => {
      const fields = draft.roots.filter((field) => rootOf(draft, field) === root);
      return fields.length === 0
        ? []
        : [[`extend type ${root} {`, inBraces(fields.map((field) => fieldDoc(field, hardLine)))]];
    }),
  ];
  return `${print(separate(blocks, [hardLine, hardLine]))}\n`;
};

/** What writes stands on `Mutation`, all else on `Query`. */
export const rootOf = ({ operations }: Draft, { load }: DraftField): 'Query' | 'Mutation' => {
  const from = load?.['from'];
  const name = typeof from === 'string' ? from.split('.').at(-1) : undefined;
  const kind = operations.find((each) => each.name === name)?.kind ?? 'get';
  return kind === 'get' || kind === 'batch' || kind === 'pages' ? 'Query' : 'Mutation';
};

const typeDoc = (type: DraftType): Doc => [...above(type), ...bodyOf(type)];

const bodyOf = (type: DraftType): readonly Doc[] => {
  const wire = directive('wire', type.wire);
  if (type.kind === 'union') {
    const choices = separate(type.members, [line, '| ']);
    return [header(`union ${type.name}`, wire, '='), group(indent(line, either('| ', ''), choices))];
  }
  if (type.kind === 'enum') {
    const values = type.values.map(
      (value): Doc => [...above(value), value.name, beside(directive('wire', value.wire))],
    );
    return withMembers(`enum ${type.name}`, wire, values);
  }
  const interfaces = type.interfaces?.length ? ` implements ${type.interfaces.join(' & ')}` : '';
  const word = type.kind === 'object' ? 'type' : type.kind;
  const words = [...wire, ...directive('load', type.load)];
  return withMembers(
    `${word} ${type.name}${interfaces}`,
    words,
    type.fields.map((field) => fieldDoc(field, hardLine)),
  );
};

/** Without members there are no braces: `type A {}` is no SDL. */
const withMembers = (title: string, directives: readonly Doc[], docs: readonly Doc[]): readonly Doc[] =>
  docs.length === 0 ? [header(title, directives)] : [header(title, directives, '{'), inBraces(docs)];

/** Where its directives do not fit beside it, each stands on a line of its own, and so does what opens the body. */
const header = (title: string, directives: readonly Doc[], opens?: string): Doc =>
  group(
    title,
    directives.length === 0 ? '' : indent(line, separate(directives, line)),
    opens === undefined ? '' : [directives.length === 0 ? ' ' : line, opens],
  );

const inBraces = (docs: readonly Doc[]): Doc => [indent(hardLine, separate(docs, hardLine)), hardLine, '}'];

/** @param between what stands between a description of one line and what it describes */
const fieldDoc = (field: DraftField, between: Doc): Doc => {
  const deprecated = field.deprecated === undefined ? undefined : { reason: field.deprecated };
  const words = [
    ...directive('wire', field.wire),
    ...directive('load', field.load),
    ...directive('deprecated', deprecated),
  ];
  const byDefault = field.default === undefined ? '' : ` = ${field.default}`;
  return [
    ...above(field, between),
    field.name,
    argsDoc(field.args ?? []),
    `: ${field.type}${byDefault}`,
    beside(words),
  ];
};

const argsDoc = (args: readonly DraftField[]): Doc =>
  args.length === 0
    ? ''
    : group(
        '(',
        indent(
          softLine,
          separate(
            args.map((arg) => fieldDoc(arg, line)),
            [either('', ','), line],
          ),
        ),
        softLine,
        ')',
      );

/** Beside what they are said of, or each on a line of its own. */
const beside = (directives: readonly Doc[]): Doc =>
  directives.length === 0 ? '' : group(indent(line, separate(directives, line)));

const above = (
  { notes, description }: Partial<Pick<DraftField, 'notes' | 'description'>>,
  between: Doc = hardLine,
): readonly Doc[] => {
  const lines = sdlDescription(description);
  return [commentsOf(notes, '#'), lines.flatMap((each): Doc[] => [each, lines.length === 1 ? between : hardLine])];
};
