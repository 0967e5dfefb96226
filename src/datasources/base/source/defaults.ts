import type { RetryOptions } from '../../../resilience/index.ts';
import type { Api, Timeouts } from './api.ts';
import { wordProblems } from './api-words.ts';
import { given } from './given.ts';

const timeouts = { totalMs: 10_000, attemptMs: 3_000, connectMs: 1_000 } satisfies Timeouts;
const retry = {
  maxAttempts: 3,
  baseMs: 100,
  throttledBaseMs: 1_000,
  capMs: 2_000,
  maxRetryAfterMs: 20_000,
} satisfies RetryOptions;

/** An `Api` with nothing left open. */
export interface CompleteApi extends Api {
  readonly timeouts: Timeouts;
  readonly retry: RetryOptions;
  readonly maxBytes: number;
  readonly maxUrlLength: number;
}

/** The defaults of an API that says nothing. */
export const withDefaults = (
  api: Api,
  baseUrl: string = api.baseUrl,
): { readonly api: CompleteApi; readonly base: URL } => ({
  api: {
    maxBytes: 10 * 2 ** 20,
    maxUrlLength: 4_000,
    ...given(api),
    timeouts: { ...timeouts, ...given(api.timeouts) },
    retry: { ...retry, ...given(api.retry) },
  },
  base: new URL(baseUrl),
});

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

const positive = (what: string, value: number | undefined): string[] =>
  value === undefined || (Number.isFinite(value) && value > 0)
    ? []
    : [`${what} must be a positive number, not ${value}.`];

/** What is wrong with an API's description, in full sentences. */
export const apiProblems = (api: Api, baseUrl: string = api.baseUrl): readonly string[] => {
  const complete = { ...timeouts, ...given(api.timeouts) };
  const tries = { ...retry, ...given(api.retry) };
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  return [
    ...wordProblems(api),
    ...(URL.canParse(api.baseUrl ?? '') ? [] : ['baseUrl is not a URL.']),
    ...(NAME.test(api.name) ? [] : [`name must be a letter followed by letters and digits, not "${api.name}".`]),
    ...(url || baseUrl === api.baseUrl ? [] : ['baseUrls names what is not a URL.']),
    ...(url && !/^https?:$/.test(url.protocol) ? [`baseUrl must start with http: or https:, not ${url.protocol}`] : []),
    ...(url?.username || url?.password ? ['baseUrl must not hold a credential; use auth.'] : []),
    ...(url?.search || url?.hash ? ['baseUrl must end with its path; use query for what every request sends.'] : []),
    ...Object.entries(complete).flatMap(([name, value]) => positive(`timeouts.${name}`, value)),
    ...(complete.attemptMs > complete.totalMs
      ? [`timeouts.attemptMs (${complete.attemptMs}) must not exceed timeouts.totalMs (${complete.totalMs}).`]
      : []),
    ...(Number.isInteger(tries.maxAttempts) && tries.maxAttempts >= 1 && tries.maxAttempts <= 10
      ? []
      : [`retry.maxAttempts must be a whole number from 1 to 10, not ${tries.maxAttempts}.`]),
    ...(['baseMs', 'throttledBaseMs', 'capMs', 'maxRetryAfterMs'] as const).flatMap((name) =>
      positive(`retry.${name}`, tries[name]),
    ),
    ...positive('maxBytes', api.maxBytes),
    ...positive('maxUrlLength', api.maxUrlLength),
  ];
};
