import {
  type At,
  type Language,
  languageOf,
  nameOf,
  type Operation,
  type Path,
  parsePath,
  wordsOf,
} from '../../datasources/base/index.ts';
import { type Model, type ObjectModel, onWire } from './model.ts';
import { membersOf } from './read-abstract.ts';
import type { SourceModel } from './source-model.ts';

/** A type, as the answers of one operation hold it. */
export interface Use {
  readonly object: ObjectModel;
  readonly source: SourceModel;
  /** The operation's name. */
  readonly operation: string;
  readonly format: Language;
  /** How many objects or elements enclose its fields, where there are fewest: what `^` can climb. */
  readonly level: number;
  /** Whether it is met as a row of a `zip` list. */
  readonly row: boolean;
}

/** Steps that enter an object or element. Arrays do not count. */
const entered = ({ steps }: Path): number => steps.filter(({ name }) => name !== null && !name.startsWith('@')).length;

const spread = ({ key, zip }: { readonly key?: string; readonly zip?: boolean }): number => (key || zip ? 1 : 0);

const levelAt = (at: At | undefined, format: Language): number => {
  const words = wordsOf(at);
  // In XML the document encloses the root element.
  if (words.path === undefined) return (format === 'xml' ? 1 : 0) + spread(words);
  return entered(parsePath(words.path)) + spread(words);
};

/** Every type that the answers of an operation hold, each where the fewest objects enclose it. @throws PathSyntaxError */
export const reach = (source: SourceModel, name: string, operation: Operation, model: Model): readonly Use[] => {
  const format = languageOf(operation.format ?? source.api.format ?? 'json');
  const met = new Map<string, Use>();
  const meet = (named: string, around: number, row: boolean): void => {
    const several = model.abstracts.get(named);
    if (several) for (const member of membersOf(several, model.objects)) meet(member.name, around, row);
    const object = model.objects.get(named);
    if (!object) return;
    const { path } = object.wire;
    const level = Math.max(0, path ? around - path.up + entered(path) : around);
    const id = `${named} ${row}`;
    if ((met.get(id)?.level ?? Infinity) <= level) return;
    met.set(id, { object, source, operation: name, format, level, row });
    for (const field of onWire(object)) {
      const { wire, type } = field;
      const steps = wire.path ? entered(wire.path) - wire.path.up : 1;
      const words = 'list' in type ? wire : {};
      meet(nameOf(type), Math.max(0, level + steps) + spread(words), words.zip === true);
    }
  };
  meet(operation.type, levelAt(operation.at, format), wordsOf(operation.at).zip === true);
  return [...met.values()];
};
