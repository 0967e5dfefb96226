import { createHash, randomBytes } from 'node:crypto';
import { UpstreamError } from '../../../resilience/index.ts';
import { element } from '../body/encode-xml.ts';
import { withHeader } from '../soap/soap-envelope.ts';
import type { IssuingAuth } from './auth.ts';
import { checkedOptions } from './checked-options.ts';
import { flag, optional, variable } from './option-words.ts';
import { serverClock } from './server-clock.ts';

/** `user` and `password` name environment variables. */
export interface UsernameTokenOptions {
  readonly user: string;
  readonly password: string;
  /** Sends what proves that the password is known (PasswordDigest), instead of the password itself (PasswordText). @default false */
  readonly digest?: boolean;
}

const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
const NAMESPACES = ` xmlns:wsse="${OASIS}wssecurity-secext-1.0.xsd" xmlns:wsu="${OASIS}wssecurity-utility-1.0.xsd"`;
/** As many random bytes are never the same twice. */
const NONCE_BYTES = 16;

/**
 * A UsernameToken in the header of every envelope (OASIS Web Services Security UsernameToken Profile 1.1), for `format: 'soap'`. Each attempt
 * has a nonce and a time of its own, because an API that keeps the nonces it has seen takes a second one for a replay. So what attempts of one
 * call share is the body of their envelopes, byte for byte, and not the header.
 * @example usernameToken({ user: 'STOCK_USER', password: 'STOCK_PASSWORD', digest: true })
 */
export const usernameToken: (options: UsernameTokenOptions) => IssuingAuth = checkedOptions(
  'usernameToken',
  { user: variable, password: variable, digest: optional(flag) },
  ({ user, password, digest = false }: UsernameTokenOptions): IssuingAuth => ({
    variables: [user, password],
    envelope: true,
    open: ([name = '', secret = ''], { epochMs }) => ({
      ...serverClock(epochMs),
      sign({ body }, { aheadMs = 0 }) {
        const nonce = randomBytes(NONCE_BYTES);
        const created = new Date(epochMs() + aheadMs).toISOString();
        const shown = digest ? passwordDigest(nonce, created, secret) : secret;
        const signed = withHeader(body, securityOf({ name, shown, digest, nonce, created }));
        if (signed) return { body: signed };
        // Where a member says another format than its API.
        throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'a UsernameToken needs an envelope' });
      },
    }),
  }),
);

/** `Password_Digest = Base64 ( SHA-1 ( nonce + created + password ) )`, with the nonce as bytes: section 3.1 of the profile. */
const passwordDigest = (nonce: Uint8Array, created: string, password: string): string =>
  createHash('sha1').update(nonce).update(created).update(password).digest('base64');

interface Shown {
  readonly name: string;
  readonly shown: string;
  readonly digest: boolean;
  readonly nonce: Buffer;
  readonly created: string;
}

/** `1` is true in both versions of SOAP, whose prefix the envelope declares. */
const securityOf = ({ name, shown, digest, nonce, created }: Shown): string => {
  const type = `${OASIS}username-token-profile-1.0#${digest ? 'PasswordDigest' : 'PasswordText'}`;
  const encoding = `${OASIS}soap-message-security-1.0#Base64Binary`;
  const token = {
    'wsse:Username': name,
    'wsse:Password': { '@Type': type, '.': shown },
    'wsse:Nonce': { '@EncodingType': encoding, '.': nonce.toString('base64') },
    'wsu:Created': created,
  };
  try {
    return element('wsse:Security', { '@soap:mustUnderstand': '1', 'wsse:UsernameToken': token }, NAMESPACES);
  } catch {
    // What was thrown blames the caller.
    throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'the credential holds what XML cannot hold' });
  }
};
