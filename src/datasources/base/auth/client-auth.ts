/** Where a client shows who it is: in the header `authorization` (RFC 6749 section 2.3.1), or in the form. */
export type ClientAuth = 'header' | 'body';

/** What is added to a token request. */
export interface ClientWords {
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

/** How a client shows who it is. Without a secret it is a public one, and only says its name (section 3.2.1). */
export const clientWords = (how: ClientAuth, id: string, secret: string | undefined): ClientWords => {
  if (secret === undefined) return { headers: {}, form: { client_id: id } };
  if (how === 'body') return { headers: {}, form: { client_id: id, client_secret: secret } };
  // Encoded as in a form before they are joined: a colon within would be read as the one between them.
  const pair = [id, secret].map((text) => new URLSearchParams({ '': text }).toString().slice(1)).join(':');
  return { headers: { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` }, form: {} };
};
