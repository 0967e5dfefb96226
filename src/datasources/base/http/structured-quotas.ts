import type { Pushback } from '../../../resilience/index.ts';
import { plausibleWait } from './longest-wait.ts';
import { type ListMember, parseStructuredList } from './structured-list.ts';

/**
 * `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): `"default";r=50;t=30` and `"default";q=100;w=60`.
 * Also as draft 7 had it: `limit=100, remaining=50, reset=30`. Malformed fields are ignored, as are quotas of anything but requests.
 */
export const structuredQuotas = (headers: Readonly<Record<string, string>>): readonly Pushback[] => {
  const members = membersOf(headers['ratelimit']);
  const policies = new Map(membersOf(headers['ratelimit-policy']).map(({ value, parameters }) => [value, parameters]));
  const first = members[0];
  if (first?.key !== undefined) {
    const values = new Map(members.map(({ key, value }) => [key, value]));
    return quota(values.get('remaining'), values.get('limit'), values.get('reset'));
  }
  return members.flatMap(({ value, parameters }) => {
    const policy = policies.get(value);
    if ((policy?.get('qu') ?? 'requests') !== 'requests') return [];
    return quota(parameters.get('r'), policy?.get('q'), parameters.get('t'));
  });
};

const membersOf = (field: string | undefined): readonly ListMember[] =>
  field === undefined ? [] : (parseStructuredList(field) ?? []);

type Value = string | number | undefined;

const quota = (r: Value, q: Value, t: Value): readonly Pushback[] => {
  const [remaining, limit, seconds] = [whole(r), whole(q), whole(t)];
  if (remaining === undefined) return [];
  return [
    {
      remaining,
      ...(limit === undefined ? {} : { limit }),
      ...(seconds === undefined ? {} : { resetMs: plausibleWait(seconds * 1000) }),
    },
  ];
};

const whole = (value: Value): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
