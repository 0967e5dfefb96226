import { kindOf } from './forms.ts';
import { isJsonObject, quotedStep } from './members-of.ts';
import { singular } from './singular.ts';
import { XmlNode } from './xml-node.ts';

/** What lies in objects, or elements, that hold nothing else. */
export const unwrapped = (
  values: readonly unknown[],
  steps: readonly string[],
): { values: readonly unknown[]; path: string; many: boolean } => {
  const here = { values, path: steps.join('.'), many: false };
  if (values.every((value) => value instanceof XmlNode)) {
    const names = new Set(values.flatMap((node) => [...node.children.keys()]));
    const [name] = names;
    const bare = values.every((node) => Object.keys(node.attributes).length === 0 && node.text.trim() === '');
    if (!bare || names.size !== 1 || name === undefined || values.some((node) => node.children.size !== 1)) return here;
    const groups = values.map((node) => node.children.get(name) ?? []);
    const path = [...steps, quotedStep(name)];
    const many =
      groups.some(({ length }) => length > 1) ||
      (singular(steps.at(-1) ?? '') === name && steps.length > 0 && steps.at(-1) !== name);
    if (many) return { values: groups.flat(), path: path.join('.'), many };
    return groups.flat().every((node) => node.isLeaf) ? here : unwrapped(groups.flat(), path);
  }
  if (steps.length > 2 || !values.every(isJsonObject)) return here;
  const names = new Set(values.flatMap((value) => Object.keys(value)));
  const [name] = names;
  if (
    names.size !== 1 ||
    name === undefined ||
    name === '' ||
    values.some((value) => kindOf(value[name]) === 'scalar' || value[name] === null || !Object.hasOwn(value, name))
  )
    return here;
  return unwrapped(
    values.map((value) => value[name]),
    [...steps, quotedStep(name)],
  );
};
