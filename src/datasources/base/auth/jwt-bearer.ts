import { importPKCS8, type JWTPayload, SignJWT } from 'jose';
import { UpstreamError } from '../../../resilience/index.ts';
import type { IssuingAuth } from './auth.ts';
import type { AuthTools } from './auth-tools.ts';
import { checkedOptions, type OptionWords } from './checked-options.ts';
import { askTokenEndpoint, checkTokenUrl, type OAuth2Options, oauth2Words } from './oauth2.ts';
import { milliseconds, object, optional, text, variable } from './option-words.ts';
import { AS_BEARER, sendTemplate } from './send-template.ts';
import { type IssuedToken, tokenSource } from './token-source.ts';

/** `issuer` and `key` name environment variables. */
export interface JwtBearerOptions extends Omit<OAuth2Options, 'tokenUrl' | 'clientAuth' | 'audience'> {
  /** Where the assertion is exchanged for a token (RFC 7523 section 2.1). @default nowhere: the assertion itself is the token */
  readonly tokenUrl?: string;
  /** Who signs: the claim `iss`. */
  readonly issuer: string;
  /** A private key, as PEM in PKCS 8. Line breaks may be written as \n. */
  readonly key: string;
  /** How it is signed. @default 'RS256' */
  readonly algorithm?: string;
  /** Which key it is: the header `kid`. @default none */
  readonly keyId?: string;
  /** Whom it is for: the claim `aud`. @default the token endpoint */
  readonly audience?: string;
  /** For whom: the claim `sub`. @default the issuer, where it is exchanged; else none */
  readonly subject?: string;
  /** More claims. @default none */
  readonly claims?: JWTPayload;
  /** How long an assertion lasts, in milliseconds. @default 300000 */
  readonly ttlMs?: number;
}

const { clientAuth: _, ...shared } = oauth2Words;
const jwtWords: OptionWords<JwtBearerOptions> = {
  ...shared,
  tokenUrl: optional(shared.tokenUrl),
  issuer: variable,
  key: variable,
  algorithm: optional(text),
  keyId: optional(text),
  subject: optional(text),
  claims: optional(object),
  ttlMs: optional(milliseconds),
};

/** An assertion begins so long ago: clocks differ. In milliseconds. */
const BACK_MS = 60_000;

/**
 * A signed assertion: exchanged for a token (RFC 7523), or, without a `tokenUrl`, sent as the token itself.
 * @example jwtBearer({ issuer: 'APP_ID', key: 'APP_PRIVATE_KEY', ttlMs: 540_000 })
 */
export const jwtBearer: (options: JwtBearerOptions) => IssuingAuth = checkedOptions(
  'jwtBearer',
  jwtWords,
  (options: JwtBearerOptions): IssuingAuth => {
    const { tokenUrl } = options;
    if (tokenUrl !== undefined) checkTokenUrl('jwtBearer: tokenUrl', tokenUrl);
    const send = sendTemplate(options.send ?? AS_BEARER);
    return {
      variables: [options.issuer, options.key],
      ...(tokenUrl === undefined ? {} : { endpoint: tokenUrl }),
      open: ([issuer = '', key = ''], tools) => ({
        ...tokenSource(() => issue(options, issuer, key, tools), tools.clock),
        sign: (_request, { token }) => send(token),
      }),
    };
  },
);

const issue = async (
  { tokenUrl, ttlMs = 300_000, audience, ...options }: JwtBearerOptions,
  issuer: string,
  key: string,
  tools: AuthTools,
): Promise<IssuedToken> => {
  if (tokenUrl === undefined)
    return { token: await assertion({ ...options, ttlMs }, issuer, key, audience, tools), ttlMs };
  const whom = audience ?? new URL(tokenUrl, tools.base).href;
  const subject = options.subject ?? issuer;
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await assertion({ ...options, subject, ttlMs }, issuer, key, whom, tools),
  };
  return askTokenEndpoint({ ...options, tokenUrl }, undefined, grant, tools, true);
};

const assertion = async (
  {
    algorithm = 'RS256',
    keyId,
    subject,
    claims = {},
    ttlMs,
  }: Omit<JwtBearerOptions, 'audience' | 'tokenUrl'> & { readonly ttlMs: number },
  issuer: string,
  key: string,
  audience: string | undefined,
  { epochMs }: AuthTools,
): Promise<string> => {
  const now = epochMs();
  const jwt = new SignJWT({ ...claims, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
    .setIssuer(issuer)
    .setIssuedAt(Math.floor((now - BACK_MS) / 1_000))
    .setExpirationTime(Math.floor((now + ttlMs) / 1_000));
  if (audience !== undefined) jwt.setAudience(audience);
  if (subject !== undefined) jwt.setSubject(subject);
  try {
    return await jwt.sign(await importPKCS8(key.replaceAll(String.raw`\n`, '\n'), algorithm));
  } catch {
    // Whatever is said of the key is not passed on.
    throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'its private key cannot sign' });
  }
};
