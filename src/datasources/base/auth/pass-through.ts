import { UpstreamError } from '../../../resilience/index.ts';
import { isHeaderName, isHeaderValue } from '../http/header-text.ts';
import type { IssuingAuth } from './auth.ts';
import { checkedOptions } from './checked-options.ts';
import { text } from './option-words.ts';

/**
 * Passes on a header of the gateway's caller, which the gateway's option `forward` must list. What one caller is answered, no other ever sees:
 * the header's value is part of whom answers belong to. A caller without it is told UPSTREAM_AUTH_FAILED, and nothing is sent.
 * @example passThrough({ header: 'authorization' })
 */
export const passThrough: (options: { readonly header: string }) => IssuingAuth = checkedOptions(
  'passThrough',
  { header: text },
  ({ header }: { readonly header: string }): IssuingAuth => {
    if (!isHeaderName(header)) throw new TypeError(`passThrough: "${header}" is no header name`);
    const name = header.toLowerCase();
    return {
      variables: [],
      forwards: [name],
      open: () => ({
        get(_signal, caller) {
          const token = caller[name] ?? '';
          if (token !== '' && isHeaderValue(token)) return { token };
          throw new UpstreamError('unauthenticated', {
            sent: 'no',
            detail: `the caller sent no header ${name} to pass on`,
          });
        },
        renew: () => false,
        sign: (_request, { token }) => ({ headers: { [name]: token } }),
      }),
    };
  },
);
