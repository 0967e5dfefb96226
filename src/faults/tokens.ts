import { type Api, hmac, oauth2ClientCredentials } from '../datasources/base/index.ts';
import type { HeardRequest, Script } from './fault.ts';
import { answerWell, respond } from './respond.ts';

/** Where the server of a fault gives out tokens, beside being the API. */
export const TOKEN_TARGET = '/kit-token';

/** A source whose token can be renewed, whatever its own credential is. */
export const renewable = {
  auth: oauth2ClientCredentials({ tokenUrl: TOKEN_TARGET, id: 'KIT_ID', secret: 'KIT_SECRET' }),
} as const satisfies Partial<Api>;

/** A source whose signatures hold a date, in the header `kit-date`. */
export const dated = {
  auth: hmac({ keys: ['KIT_SECRET'], sign: ({ date }) => ({ 'kit-date': String(date.getTime()) }) }),
} as const satisfies Partial<Api>;

/** Gives a token that tells which it is, with more words in the answer. */
export const givingToken =
  (more: Readonly<Record<string, unknown>> = {}): Script =>
  (socket, { nth }) =>
    respond(socket, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: `kit-token-${nth}`, token_type: 'Bearer', ...more }),
    });

/** Refuses the first token that was given, and answers as the API would to every other. */
export const untilRenewed =
  (refused: Script): Script =>
  (...request) => {
    const isFirst = /^authorization: Bearer kit-token-1\r$/im.test(request[1].text);
    (isFirst ? refused : answerWell)(...request);
  };

/** The date that a request was signed with, in milliseconds since 1970; NaN if it has none. */
export const signedAt = ({ text }: HeardRequest): number => Number(/^kit-date: (\d+)\r$/im.exec(text)?.[1]);
