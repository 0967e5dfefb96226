import { isHeaderValue } from '../http/header-text.ts';
import type { Auth, Environment } from './auth.ts';

/**
 * The environment variables whose values make a header that cannot be sent: a line break within, or a character beyond Latin-1. Every call
 * would fail by them, in words that blame the caller. What a credential that is given out makes of them is seen when it is.
 */
export const unusableVariables = (auth: Auth | undefined, environment: Environment): readonly string[] => {
  if (!auth || 'open' in auth) return [];
  if ('members' in auth) return auth.members.flatMap((member) => unusableVariables(member, environment));
  const values = auth.variables.map((variable) => environment[variable]?.trim() ?? '');
  if (values.includes('')) return [];
  if (Object.values(auth.sign(values).headers ?? {}).every(isHeaderValue)) return [];
  const guilty = auth.variables.filter((_, i) => !isHeaderValue(values[i] ?? ''));
  return guilty.length > 0 ? guilty : auth.variables;
};

/** What is wrong with the values of a credential's variables, in sentences that name variables and tell no value; nothing while one is not set. */
export const valueProblems = (auth: Auth | undefined, environment: Environment): readonly string[] => {
  if (!auth) return [];
  if ('members' in auth) return auth.members.flatMap((member) => valueProblems(member, environment));
  const values = auth.variables.map((variable) => environment[variable]?.trim() ?? '');
  return values.includes('') || !('open' in auth) ? [] : (auth.valueProblems?.(values) ?? []);
};
