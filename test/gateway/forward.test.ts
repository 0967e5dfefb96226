import { afterEach, describe, expect, test } from '@jest/globals';
import { type Api, DataSource, passThrough } from '../../src/datasources/base/index.ts';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { type MisbehavingServer, misbehave } from '../support/misbehaving-server.ts';

class Mail extends DataSource {
  static readonly api: Api = {
    name: 'mail',
    baseUrl: 'https://mail.example/',
    auth: passThrough({ header: 'authorization' }),
  };
  me = this.get('Me' as never, () => 'me');
}

const graph = {
  sources: [Mail],
  typeDefs: 'type Query { me: Me @load(from: "mail.me") }\ntype Me { name: String }',
  production: false,
  log: { debug() {}, info() {}, warn() {}, error() {} },
};

const open: (Gateway | MisbehavingServer)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => ('stop' in each ? each.stop() : each.close())));
});

/** An API that tells everyone who they are, and which headers they came with. */
const served = async () => {
  const heard: string[] = [];
  const server = await misbehave((socket, text) => {
    heard.push(text);
    const name = /^authorization: (.*)\r$/im.exec(text)?.[1] ?? 'nobody';
    const body = JSON.stringify({ name });
    socket.write(
      `HTTP/1.1 200 OK\r\ncache-control: max-age=60\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  });
  open.push(server);
  const gateway = createGateway({
    ...graph,
    port: 0,
    forward: ['Authorization'],
    baseUrls: { mail: `${server.url}/` },
  });
  open.push(gateway);
  return { gateway, heard, url: (await gateway.start()).url };
};

const ask = async (url: string, headers: Readonly<Record<string, string>>) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ me { name } }' }),
  });
  return (await response.json()) as {
    readonly data: { readonly me: { readonly name: string } | null };
    readonly errors?: readonly { readonly extensions: object }[];
  };
};

describe('the headers of callers', () => {
  test('reach a source that passes them on, and each caller is answered as such', async () => {
    const { url, heard } = await served();
    const names = ['alice', 'bob', 'alice', 'carol', 'bob'];
    const answers = await Promise.all(names.map((who) => ask(url, { authorization: `Bearer ${who}`, 'x-other': 'y' })));
    expect(answers.map(({ data }) => data.me?.name)).toEqual(names.map((who) => `Bearer ${who}`));
    expect(heard).toHaveLength(3);
    expect(heard.join('')).not.toContain('x-other');
  });

  test('that are missing fail their field, unsent, and not as if the client had to log in to the gateway', async () => {
    const { url, heard } = await served();
    const { data, errors } = await ask(url, {});
    expect(data.me).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_AUTH_FAILED', sent: 'no', retryable: false });
    expect(heard).toEqual([]);
  });

  test('go nowhere unless the gateway lists them', () => {
    expect(() => createGateway(graph)).toThrow(
      "mail needs the header authorization of callers: the gateway's option forward must list it: forward: ['authorization'] in breakwater.config.ts.",
    );
    expect(() => createGateway({ ...graph, forward: ['x y'] })).toThrow('forward must be a list of names of headers');
    expect(() => createGateway({ ...graph, forward: 'authorization' as never })).toThrow('forward must be a list');
  });
});
