import type { Transport, WireRequest, WireResponse } from '../../../src/datasources/base/index.ts';
import { mockAnswer } from './mock-answer.ts';
import { mockXml } from './mock-xml.ts';

type Node = Readonly<Record<string, unknown>>;

const nodeAt = (value: unknown, name: string): Node | undefined => {
  const found = typeof value === 'object' && value !== null ? (value as Node)[name] : undefined;
  return typeof found === 'object' && found !== null ? (found as Node) : undefined;
};

const refOf = (root: Node, value: Node | undefined): Node | undefined => {
  const ref = value?.['$ref'];
  if (typeof ref !== 'string') return value;
  const found = ref
    .slice(2)
    .split('/')
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, name) => nodeAt(at, name), root);
  return refOf(root, found as Node | undefined);
};

/** The pattern of a template's paths; of two that match, the one with more text. */
const patternOf = (template: string): RegExp => {
  const [route = ''] = template.split(/[?#]/);
  const parts = route
    .split(/\{[^{}]*\}/)
    .map((part) => encodeURI(decodeURI(part)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`${parts.join('[^/]+')}$`);
};

export interface MockApi extends Transport {
  /** What was asked: `GET /users/a1?page=1`. */
  readonly heard: readonly WireRequest[];
}

/** Answers whatever a document (OpenAPI 3.1, one file) describes, with values made from its schemas. */
export const mockApi = (root: Node, headers: Readonly<Record<string, string>> = {}): MockApi => {
  const heard: WireRequest[] = [];
  const routes = Object.entries(nodeAt(root, 'paths') ?? {})
    .map(([path, item]) => ({ path, item: refOf(root, item as Node), pattern: patternOf(path) }))
    .toSorted((a, b) => b.path.replace(/\{[^}]*\}/g, '').length - a.path.replace(/\{[^}]*\}/g, '').length);
  /** Some documents tell operations of one path apart by a fragment: `/#X-Amz-Target=Users.List`, `/search#format=sdk&q`. */
  const isNamed = (path: string, { headers: sent, url }: WireRequest): boolean =>
    [...new URLSearchParams(path.split('#')[1] ?? '')].every(
      ([name, value]) =>
        value === '' || [sent[name], sent[name.toLowerCase()], url.searchParams.get(name)].includes(value),
    );
  const answer = (request: WireRequest): WireResponse => {
    if (
      request.method === 'POST' &&
      Buffer.from(request.body ?? '')
        .toString()
        .includes('grant_type=client_credentials')
    )
      return asResponse(200, { access_token: 'token', expires_in: 3_600, token_type: 'bearer' });
    const route = routes.find(
      ({ path, pattern, item }) =>
        isNamed(path, request) && pattern.test(request.url.pathname) && nodeAt(item, request.method.toLowerCase()),
    );
    const operation = nodeAt(route?.item, request.method.toLowerCase());
    const responses = Object.entries(nodeAt(operation, 'responses') ?? {})
      .filter(([status]) => /^2|default/i.test(status))
      .map(([status, value]) => [status, refOf(root, value as Node)] as const);
    if (!operation || responses.length === 0)
      return asResponse(operation ? 200 : 404, operation ? {} : { error: 'no such path' });
    const described = responses.find(([, each]) => schemaOf(each) !== undefined) ?? responses[0];
    const status = Number(described?.[0]) || 200;
    const schema = schemaOf(described?.[1]);
    // Where nothing is said of an answer, it is an object.
    const value = (schema === undefined ? undefined : mockAnswer(root, schema)) ?? {};
    const xml = isXml(described?.[1]) ? xmlText(root, schema, value) : undefined;
    return xml === undefined
      ? asResponse(status, value)
      : {
          ...asResponse(status, {}),
          headers: { 'content-type': 'application/xml' },
          body: new TextEncoder().encode(xml),
        };
  };
  const asResponse = (status: number, value: unknown): WireResponse => ({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(JSON.stringify(value)),
  });
  return {
    heard,
    send(request) {
      heard.push(request);
      return Promise.resolve(answer(request));
    },
    close() {},
  };
};

/** The content that is answered: JSON, else XML, else the first. */
const contentOf = (response: Node | undefined): readonly [type: string, content: unknown] | undefined => {
  const contents = Object.entries(nodeAt(response, 'content') ?? {});
  const described = contents.filter(([, each]) => nodeAt(each, 'schema'));
  const of = (kind: RegExp) => described.find(([type]) => kind.test(type));
  return of(/json|\*\/\*/i) ?? of(/xml/i) ?? described[0] ?? contents[0];
};

const schemaOf = (response: Node | undefined): unknown => nodeAt(contentOf(response)?.[1], 'schema');

const isXml = (response: Node | undefined): boolean => contentOf(response)?.[0].includes('xml') === true;

/** An answer as XML, its root named by the schema. */
const xmlText = (root: Node, schema: unknown, value: unknown): string => {
  const ref = (schema as Node)['$ref'];
  const name = typeof ref === 'string' ? (ref.split('/').at(-1) ?? 'root') : 'root';
  return mockXml(name, value, refOf(root, schema as Node), (each) => refOf(root, each as Node | undefined));
};
