import { readFileSync } from 'node:fs';

/** One option, as its docstring tells it. */
export interface Option {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** What its docstring says, without tags. */
  readonly says: string;
  /** What follows `@default`; undefined where nothing does. */
  readonly byDefault: string | undefined;
}

const MEMBER = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+)(\??): ([^;]+);/g;

/** The options that an interface declares, in their order. @throws Error if the file has no such interface */
export const readOptions = (file: string, name: string): readonly Option[] => {
  const [, body] = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(
    readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'),
  ) ?? [undefined, undefined];
  if (body === undefined) throw new Error(`${file} has no interface ${name}`);
  return [...body.matchAll(MEMBER)].map(([, doc = '', member = '', optional, type = '']) => {
    const text = doc
      .replace(/^\s*\* ?/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    const [says = '', byDefault] = text.split(/ ?@default /);
    return { name: member, type, required: optional !== '?', says, byDefault };
  });
};
