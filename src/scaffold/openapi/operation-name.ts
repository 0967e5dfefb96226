import { camelCase, pascalCase, wordsIn } from '../names/words-in.ts';
import type { OpenApiOperation } from './operations-in.ts';

/** Names that code generators gave, of which nobody learns more than of the path. */
const GENERATED = /^(get|put|post|delete|patch)? ?\//;
const MAX_WORDS = 8;

/**
 * What an operation is called as a member and a root field: its id in camelCase, a leading `get` left out where something is left; without an
 * id its path (`usersById`), with the method before it unless that is GET.
 */
export const operationName = ({ id, method, path }: OpenApiOperation): string => {
  if (GENERATED.test(id) || wordsIn(id).length === 0 || wordsIn(id).length > MAX_WORDS * 2) return ofPath(method, path);
  const words = wordsIn(id);
  const plain = method === 'get' && words.length > 1 && /^get$/i.test(words[0] ?? '') ? words.slice(1) : words;
  return begun(camelCase(plain.join(' ')));
};

const ofPath = (method: string, path: string): string => {
  const segments = path.split(/[/#?&]/).filter(Boolean);
  const words = segments.map((segment) =>
    segment.includes('{') ? ` by ${segment.replace(/[{}]/g, ' ')} ` : ` ${segment} `,
  );
  const name = camelCase(words.join(' '));
  if (method === 'get') return begun(name === '' ? 'root' : name);
  return `${method}${pascalCase(name)}`;
};

const begun = (name: string): string => (/^\d/.test(name) ? `_${name}` : name);
