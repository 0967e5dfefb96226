import {
  type Api,
  type Auth,
  apiKey,
  bearer,
  DataSource,
  path,
  type SourceClass,
} from '../../../src/datasources/base/index.ts';
import { canary, coreOf } from './canaries.ts';

const inQuery = apiKey({ query: 'appid', env: 'VAULT_KEY' });
const inHeader = bearer({ env: 'VAULT_TOKEN' });

/** Signs in both places that a credential may have. */
const auth: Auth = {
  variables: [...inQuery.variables, ...inHeader.variables],
  sign: () => ({ ...inQuery.sign([canary('query')]), ...inHeader.sign([canary('bearer')]) }),
};

const api: Omit<Api, 'name'> = {
  baseUrl: `http://vault.example/${coreOf('url')}/v1/`,
  auth,
  headers: { cookie: `sid=${canary('cookie')}`, 'x-internal': canary('header') },
  faults: [{ at: 'error', code: 'error.code', kinds: { gone: 'notFound' } }],
};

/** A source whose every request is full of secrets. */
class Vault extends DataSource {
  static readonly api: Api = { name: 'vault', ...api };
  secret = this.get('Secret' as never, ({ token }: { readonly token: string }) => ({
    path: path`secrets/${token}`,
    query: { again: token },
    headers: { 'x-token': token },
  }));
  secrets = this.batch('Secret' as never, {
    key: 'id',
    fetch: (ids, { token }: { readonly token: string }) => ({
      path: 'secrets',
      query: { ids: ids.map(String), token },
    }),
  });
}

/** The same in XML. */
class XmlVault extends DataSource {
  static readonly api: Api = { name: 'xmlVault', ...api, format: 'xml', faults: [{ at: 'error', code: 'error.code' }] };
  secret = this.get(
    'Secret' as never,
    ({ token }: { readonly token: string }) => ({ path: path`secrets/${token}`, query: { again: token } }),
    { at: 'vault.secret' },
  );
}

/** Every kind of value that an answer may be read into. */
export const sdl = `
  enum Colour { RED BLUE }
  type Secret {
    id: ID! name: String level: Int ratio: Float open: Boolean colour: Colour born: Date at: DateTime price: Decimal tags: [String] part: Part
  }
  type Part { weight: Int! }
  type Query {
    secret(token: String!): Secret @load(from: "vault.secret")
    secrets(id: ID!, token: String!): Secret @load(from: "vault.secrets")
    xmlSecret(token: String!): Secret @load(from: "xmlVault.secret")
  }`;

export const vaults: readonly SourceClass[] = [Vault, XmlVault];
