import { isHeaderName } from '../http/header-text.ts';
import type { Signature } from './auth.ts';

/** Where a token is sent if nobody says (RFC 6750 section 2.1). */
export const AS_BEARER = 'authorization: Bearer {token}';

/**
 * How a token is put into requests: `authorization: Bearer {token}`, `x-session: {token}`, `cookie: sid={token}`, or `?access_token={token}`
 * for the query.
 * @throws TypeError if it is neither
 */
export const sendTemplate = (template: string): ((token: string) => Signature) => {
  const query = /^\?([^=&\s]+)=(.*)$/.exec(template);
  const header = /^([^:\s]+):\s*(.*)$/.exec(template);
  const [, name = '', value = ''] = query ?? header ?? [];
  if (!value.includes('{token}') || (!query && !isHeaderName(name)))
    throw new TypeError(`send must be like "${AS_BEARER}" or "?access_token={token}", not ${JSON.stringify(template)}`);
  // Split and joined, because `replace` would read `$&` in a token.
  const filled = (token: string) => value.split('{token}').join(token);
  return query
    ? (token) => ({ query: { [name]: filled(token) } })
    : (token) => ({ headers: { [name.toLowerCase()]: filled(token) } });
};
