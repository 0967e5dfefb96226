import type { IssuingAuth } from './auth.ts';
import { checkedOptions } from './checked-options.ts';
import type { Credential } from './credentials.ts';
import { variable } from './option-words.ts';

/** `cert` and `key` name environment variables that hold PEM; `BANK_CERT_FILE` beside `BANK_CERT` names its file, which is read again when it changes. */
export interface MtlsOptions {
  readonly cert: string;
  readonly key: string;
}

const FIXED: Credential = { token: '' };

/**
 * A client certificate in the TLS handshake.
 * @example mtls({ cert: 'BANK_CERT', key: 'BANK_KEY' })
 */
export const mtls: (options: MtlsOptions) => IssuingAuth = checkedOptions(
  'mtls',
  { cert: variable, key: variable },
  (names: MtlsOptions): IssuingAuth => ({
    variables: [names.cert, names.key],
    open: ([cert = '', key = '']) => ({
      get: () => FIXED,
      renew: () => false,
      sign: () => ({ tls: { cert, key } }),
    }),
  }),
);
