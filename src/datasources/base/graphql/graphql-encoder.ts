import type { Encode } from '../body/encode.ts';
import { isGraphqlCall } from './graphql.ts';
import { holdsMutation } from './holds-mutation.ts';

const FIELDS = /\.\.\.Fields\b/g;

/**
 * Writes queries.
 * @param what `github.repo`, for messages
 * @param fields what `...Fields` stands for
 * @param writes whether it may change something
 */
export const graphqlEncoder = (what: string, fields: string, writes: boolean): Encode => {
  const encode: Encode = (call) => {
    if (!isGraphqlCall(call)) throw new TypeError(`${what}: its requests are made by graphql("query ...", { ... })`);
    const { query, variables } = call;
    if (!writes && holdsMutation(query))
      throw new TypeError(`${what}: a mutation is made by this.post, which never repeats it`);
    const text = JSON.stringify({ query: query.replace(FIELDS, () => fields), variables });
    return { bytes: new TextEncoder().encode(text), type: 'application/json' };
  };
  return Object.assign(encode, { needed: true });
};
