import type { IssuingAuth } from './auth.ts';
import { checkedOptions } from './checked-options.ts';
import { askTokenEndpoint, checkTokenUrl, type OAuth2Options, oauth2Words } from './oauth2.ts';
import { variable } from './option-words.ts';
import { AS_BEARER, sendTemplate } from './send-template.ts';
import { tokenSource } from './token-source.ts';

/** Beside what all grants have. `id` and `secret` name environment variables. */
export interface ClientCredentialsOptions extends OAuth2Options {
  readonly id: string;
  readonly secret: string;
}

/**
 * OAuth 2 for machines (RFC 6749 section 4.4): a token for an id and a secret, asked for anew before it ends.
 * @example oauth2ClientCredentials({ tokenUrl: 'https://id.crm.example/token', id: 'CRM_ID', secret: 'CRM_SECRET', scopes: ['read'] })
 */
export const oauth2ClientCredentials: (options: ClientCredentialsOptions) => IssuingAuth = checkedOptions(
  'oauth2ClientCredentials',
  { ...oauth2Words, id: variable, secret: variable },
  (options: ClientCredentialsOptions): IssuingAuth => {
    checkTokenUrl('oauth2ClientCredentials: tokenUrl', options.tokenUrl);
    const send = sendTemplate(options.send ?? AS_BEARER);
    return {
      variables: [options.id, options.secret],
      endpoint: options.tokenUrl,
      open([id = '', secret = ''], tools) {
        const grant = { grant_type: 'client_credentials' };
        return {
          ...tokenSource(() => askTokenEndpoint(options, { id, secret }, grant, tools, true), tools.clock),
          sign: (_request, { token }) => send(token),
        };
      },
    };
  },
);
