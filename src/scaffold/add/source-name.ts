import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { RESERVED_TYPES } from '../names/reserved.ts';
import { camelCase, pascalCase } from '../names/words-in.ts';
import type { AddProject } from './project.ts';
import { keptFolder } from './written-files.ts';

/** Names of classes that a source would hide from itself. */
const CLASSES = ['Api', 'DataSource', 'String'];

/**
 * Whether a source may have this name: a letter, then letters and digits, and nobody has it but what was added under it.
 * @param options `force`: also where it is not known who wrote the source that is there
 * @throws UserError with a name that it could have
 */
export const checkName = (
  name: string,
  { root, sources, folderOf }: AddProject,
  { force = false }: { readonly force?: boolean } = {},
): void => {
  if (!/^[a-z][A-Za-z\d]*$/.test(name) || name.length > 60) {
    const better = camelCase(name).replace(/^\d+/, '').slice(0, 60);
    const first = better.charAt(0).toLowerCase() + better.slice(1);
    throw new UserError(
      `"${name}" cannot be the name of a source: a lower-case letter, then letters and digits.${first === '' ? '' : ` Try "${first}".`}`,
    );
  }
  if (name in Object.prototype)
    throw new UserError(
      `"${name}" cannot be the name of a source: every object has something of that name. Try "${name}Source".`,
    );
  if (CLASSES.includes(pascalCase(name)) || RESERVED_TYPES.includes(name))
    throw new UserError(
      `"${name}" cannot be the name of a source: its class would hide one that it needs. Try "${name}Source".`,
    );
  const [folder, other] = [folderOf(name), sources.get(name)];
  if (other !== undefined && other !== folder)
    throw new UserError(`There is a source "${name}" already, in ${relative(process.cwd(), other)}. Try "${name}2".`);
  if (!force && existsSync(join(folder, 'source.ts')) && !existsSync(keptFolder(root, name)))
    throw new UserError(
      `There is a source "${name}" already, and no ${relative(process.cwd(), keptFolder(root, name))} says that "breakwater add" wrote it. Try "${name}2"; --update shows what would change, and --force writes over it.`,
    );
  const twin = [...sources].find(([each]) => each !== name && each.toLowerCase() === name.toLowerCase());
  if (twin && !existsSync(folder))
    throw new UserError(`There is a source "${twin[0]}" already, which differs by capitals alone. Try "${name}2".`);
};
