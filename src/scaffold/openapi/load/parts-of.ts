import type { BaseResolver } from '@redocly/openapi-core';
import { UserError } from '../../../config/user-error.ts';
import type { Node } from '../node.ts';
import { isAddress, loadText } from './load-text.ts';
import { parseValue } from './parse-text.ts';

/**
 * Reads what a document refers to, as far as it may: a file other files, a document from an address what lies at the same origin. A document is
 * somebody else's text, and must neither make this machine ask others, in its own network or outside, nor bring files of it into a project.
 */
export const partsOf = async (source: string, root: Node): Promise<BaseResolver> => {
  const { BaseResolver, ResolveError, Source } = await import('@redocly/openapi-core');
  const resolver = new BaseResolver();
  const whole = resolver.resolveExternalRef(null, source);
  resolver.loadExternalRef = async (ref) => {
    if (ref === whole) return new Source(ref, JSON.stringify(root), 'application/json');
    try {
      return new Source(ref, await textOf(ref, source), PROSE.test(ref) ? undefined : 'application/json');
    } catch (error) {
      throw new ResolveError(error as Error);
    }
  };
  return resolver;
};

/** Descriptions in files of their own. */
const PROSE = /\.(md|txt)$/i;

/** Parsed here, so that a part is held to the same limits as the whole: aliases of YAML may stand for more than there is memory. */
const textOf = async (ref: string, source: string): Promise<string> => {
  if (!isAllowed(ref, source)) throw new UserError(`it is not asked for: ${whyNot(ref, source)}`);
  const { text, name } = await loadText(ref);
  return PROSE.test(ref) ? text : JSON.stringify(parseValue(text, name));
};

const isAllowed = (ref: string, source: string): boolean => {
  if (!isAddress(source)) return !/^[a-z][a-z\d+.-]+:\/\//i.test(ref);
  return isAddress(ref) && URL.canParse(ref) && new URL(ref).origin === new URL(source).origin;
};

const whyNot = (ref: string, source: string): string =>
  isAddress(source)
    ? 'a document from an address may refer to its own server alone.'
    : `a file may refer to files alone. Save ${isAddress(ref) ? 'that document' : 'it'} beside this one.`;
