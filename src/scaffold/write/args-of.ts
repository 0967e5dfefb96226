import type { DraftOperation } from '../draft.ts';
import { isIdentifier } from './code.ts';

/** How the request function of an operation names what it is given. */
export interface ArgsNaming {
  /** The text of its first parameter: `{ owner, repo }: { owner: string; repo: string }`; undefined: it takes none. */
  readonly parameter: string | undefined;
  /** Arguments too many or too long to stand there: the name and members of an interface above the class. */
  readonly declared: readonly [name: string, members: readonly string[]] | undefined;
  /** An argument, as it is named in the function. */
  readonly use: (arg: string) => string;
  /** What the compiler takes it for. */
  readonly typeOf: (arg: string) => string;
  readonly isOptional: (arg: string) => boolean;
}

/** A type literal longer than this gets a name. */
const MAX_INLINE = 60;
/** Parameters longer than this are not taken apart. */
const MAX_PATTERN = 70;

/** Names that mean something else in the function. */
const taken = new Set(
  'args keys page path joined String undefined await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments'.split(
    ' ',
  ),
);

/** Whether a name may stand for a value in the functions that are written. */
export const isFree = (name: string): boolean => isIdentifier(name) && !taken.has(name);

/** Arguments are taken apart where their names allow it, and there is room. */
export const argsOf = ({ name, request: { args } }: DraftOperation): ArgsNaming => {
  const types = new Map(
    Object.entries(args).map(([key, type]) => [key.replace(/\?$/, ''), { type, optional: key.endsWith('?') }]),
  );
  const names = [...types.keys()];
  const members = Object.entries(args).map(([key, type]) => `${key}: ${type}`);
  const literal = `{ ${members.join('; ')} }`;
  const inline = literal.length <= MAX_INLINE;
  const typeName = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Args`;
  const pattern = `{ ${names.join(', ')} }`;
  const apart = names.every(isFree) && pattern.length <= MAX_PATTERN;
  return {
    parameter: names.length === 0 ? undefined : `${apart ? pattern : 'args'}: ${inline ? literal : typeName}`,
    declared: inline || names.length === 0 ? undefined : [typeName, members],
    use: (arg) => (apart ? arg : `args.${arg}`),
    typeOf: (arg) => types.get(arg)?.type ?? 'string',
    isOptional: (arg) => types.get(arg)?.optional ?? false,
  };
};
