import { isHeaderValue } from '../http/header-text.ts';
import type { Auth, Environment } from './auth.ts';
import { signer } from './signer.ts';

/**
 * The environment variables whose values make a header that cannot be sent: a line break within, or a character beyond Latin-1. Every call
 * would fail by them, in words that blame the caller.
 */
export const unusableVariables = (auth: Auth | undefined, environment: Environment): readonly string[] => {
  const its = signer(auth, environment);
  if (!auth || its.missing.length > 0) return [];
  if (Object.values(its.sign().headers ?? {}).every(isHeaderValue)) return [];
  const guilty = auth.variables.filter((variable) => !isHeaderValue(environment[variable]?.trim() ?? ''));
  return guilty.length > 0 ? guilty : auth.variables;
};
