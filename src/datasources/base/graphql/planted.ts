import type { UpstreamError } from '../../../resilience/index.ts';

/**
 * The value with an error where it is null on the way that the error is about: GraphQL makes null of what failed, or of what is around it. As it
 * was, if nothing is null there.
 */
export const planted = (value: unknown, path: readonly (string | number)[], error: UpstreamError): unknown => {
  if (value === null || value === undefined) return error;
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object') return value;
  if (Array.isArray(value))
    return typeof step === 'number' && step in value ? value.with(step, planted(value[step], rest, error)) : value;
  const members = value as Readonly<Record<string, unknown>>;
  return Object.hasOwn(members, step) ? { ...members, [step]: planted(members[step], rest, error) } : value;
};
