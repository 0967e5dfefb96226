import { authForHeader, variableFor } from '../../datasources/base/index.ts';
import type { Draft, Note } from '../draft.ts';

/** The draft, with a note that headers were sent for its samples: the source will not send them. Neither their values nor, but for one that everybody knows, their names are told. */
export const withSentHeaders = (draft: Draft, headers: Readonly<Record<string, string>>): Draft => {
  const count = Object.keys(headers).length;
  if (count === 0) return draft;
  const { authorization } = headers;
  const auth =
    (authorization === undefined ? undefined : authForHeader(draft.name, 'authorization', authorization)) ??
    `apiKey({ header: '...', env: '${variableFor(draft.name, 'KEY')}' })`;
  const sent = count === 1 ? 'A header was sent for it, and is' : `${count} headers were sent for it, and are`;
  const note: Note = {
    kind: 'check',
    at: 'sample',
    says: `${sent} not written: if the API needs it, declare auth: ${auth}.`,
  };
  return { ...draft, api: { ...draft.api, notes: [...draft.api.notes, note] } };
};
