import type { IssuingAuth } from './auth.ts';
import { checkedOptions } from './checked-options.ts';
import type { SignableRequest } from './credentials.ts';
import { run, variables } from './option-words.ts';
import { serverClock } from './server-clock.ts';

/** What a signature is made of. */
export interface RequestToSign extends SignableRequest {
  /** The time to sign with: the API's own, once it has refused a signature and told it in the header `date`. */
  readonly date: Date;
}

/** `keys` names environment variables; `sign` gets their values, in their order. */
export interface HmacOptions {
  readonly keys: readonly string[];
  /** The headers that sign a request. Called for each attempt, with the very bytes that are sent. */
  readonly sign: (
    request: RequestToSign,
    values: readonly string[],
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

/**
 * Signs each request by what is in it.
 * @example
 * hmac({
 *   keys: ['EXCHANGE_KEY', 'EXCHANGE_SECRET'],
 *   sign({ method, url, body, date }, [key = '', secret = '']) {
 *     const at = String(date.getTime());
 *     const text = [at, method, url.pathname + url.search, Buffer.from(body).toString()].join('\n');
 *     return { 'x-key': key, 'x-at': at, 'x-signature': createHmac('sha256', secret).update(text).digest('hex') };
 *   },
 * })
 */
export const hmac: (options: HmacOptions) => IssuingAuth = checkedOptions(
  'hmac',
  { keys: variables, sign: run },
  ({ keys, sign }: HmacOptions): IssuingAuth => ({
    variables: keys,
    open: (values, { epochMs }) => ({
      ...serverClock(epochMs),
      sign: async (request, { aheadMs = 0 }) => ({
        headers: await sign({ ...request, date: new Date(epochMs() + aheadMs) }, values),
      }),
    }),
  }),
);
