import { answerReader } from '../../../src/datasources/base/answer-reader.ts';
import { tellNothing } from '../../../src/datasources/base/contract/own-words.ts';
import { parsePath } from '../../../src/datasources/base/contract/path.ts';
import type {
  EnumShape,
  FieldShape,
  Literal,
  RecordShape,
  Shape,
  TypeRef,
  UnionShape,
} from '../../../src/datasources/base/contract/shape.ts';
import { type At, brand, type Match, type Operation } from '../../../src/datasources/base/operation/operation.ts';
import type { Api, Format } from '../../../src/datasources/base/source/api.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';

/** `'[Row!]!'` as data. */
export const typeRef = (text: string): TypeRef => {
  const nonNull = text.endsWith('!');
  const bare = nonNull ? text.slice(0, -1) : text;
  return bare.startsWith('[') ? { list: typeRef(bare.slice(1, -1)), nonNull } : { name: bare, nonNull };
};

interface Words {
  readonly path?: string;
  readonly others?: readonly string[];
  readonly key?: string;
  readonly zip?: boolean;
  readonly lone?: boolean;
  readonly detail?: boolean;
  readonly format?: string;
  readonly null?: readonly Literal[];
  readonly default?: Literal;
}

/** A field: its type, or its type and what `@wire` says of it. */
export type Spec = string | readonly [type: string, wire: Words | string];

const fieldOf = (name: string, spec: Spec): FieldShape => {
  const [type, words] = typeof spec === 'string' ? [spec, {}] : spec;
  const { path, others, ...rest }: Words = typeof words === 'string' ? { path: words } : words;
  const places = {
    ...(path === undefined ? {} : { path: parsePath(path) }),
    ...(others === undefined ? {} : { others: others.map(parsePath) }),
  };
  return { name, type: typeRef(type), wire: { ...rest, ...places } };
};

/** An object type; `path` is where its fields lie. */
export const record = (name: string, fields: Readonly<Record<string, Spec>>, path?: string): RecordShape => ({
  kind: 'record',
  name,
  fields: Object.entries(fields).map(([field, spec]) => fieldOf(field, spec)),
  ...(path === undefined ? {} : { path: parsePath(path) }),
});

/** A union or an interface: its types with what means them. */
export const unionOf = (
  name: string,
  by: string,
  members: Readonly<Record<string, readonly (string | null)[]>>,
): UnionShape => ({
  kind: 'union',
  name,
  by: by === '*' ? '*' : parsePath(by),
  members: Object.entries(members).map(([type, values]) => ({ type, values })),
});

/** An enum; `null` for values that are spelled by convention. */
export const enumOf = (name: string, values: Readonly<Record<string, readonly string[] | null>>): EnumShape => ({
  kind: 'enum',
  name,
  values: Object.entries(values).map(([value, spellings]) => ({ name: value, ...(spellings ? { spellings } : {}) })),
});

export interface ReadingOptions {
  readonly at?: At;
  readonly api?: Partial<Api>;
  readonly detail?: boolean;
  readonly match?: Match;
}

const operationOf = (ref: string, { at, match }: ReadingOptions): Operation => {
  const list = ref.startsWith('[');
  const described = {
    ...brand,
    type: list ? ref.slice(1, -1) : ref,
    list,
    at,
    format: undefined,
    notFoundIsNull: false,
    transform: undefined,
  };
  return match === undefined
    ? { ...described, kind: 'get', make: () => '' }
    : {
        ...described,
        kind: 'batch',
        key: [],
        compound: false,
        max: 1,
        whole: false,
        match,
        ignoreCase: false,
        make: () => '',
      };
};

/** The real reader of an operation's answers, over hand-made shapes. */
export const reading = (format: Format, ref: string, shapes: readonly Shape[], options: ReadingOptions = {}) => {
  const problems: string[] = [];
  const reader = answerReader({
    api: { name: 'shop', baseUrl: 'https://shop.example/', format, ...options.api },
    name: 'op',
    operation: operationOf(ref, options),
    shapes: new Map(shapes.map((shape) => [shape.name, shape])),
    detail: options.detail ?? false,
    problem: (what, message) => problems.push(`${what}: ${message}`),
  });
  const parse = (body: unknown) =>
    reader.parse(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), undefined);
  return {
    problems,
    parse,
    /** The value as it is, with its misfits. @throws UpstreamError */
    value: (body: unknown): unknown => reader.read(parse(body), tellNothing).value,
    /** The value, with `seen` misfits; a failure of the whole as one misfit. */
    read: (body: unknown): unknown => seen(attempt(() => reader.read(parse(body), tellNothing).value)),
    fault: (body: unknown) => reader.findFault?.(parse(body), () => true) ?? null,
  };
};

const attempt = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error;
  }
};

export const json = (ref: string, shapes: readonly Shape[], options?: ReadingOptions) =>
  reading('json', ref, shapes, options);
export const xml = (ref: string, shapes: readonly Shape[], options?: ReadingOptions) =>
  reading('xml', ref, shapes, options);

/** A value that can be compared: each misfit as `! what it says @ its place`. */
export const seen = (value: unknown): unknown => {
  if (value instanceof UpstreamError) return `! ${value.facts.detail} @ ${value.facts.place}`;
  if (value instanceof Error) throw value;
  if (Array.isArray(value)) return value.map(seen);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, seen(member)]));
};

/** Reads one field `value` of type `spec` out of `{"value": ...}` or `<row><value>...</value></row>`. */
export const inJson = (spec: Spec, body: unknown, shapes: readonly Shape[] = [], api: Partial<Api> = {}): unknown => {
  const { read, problems } = json('Row', [record('Row', { value: spec }), ...shapes], { api });
  if (problems.length > 0) return problems;
  const found = read(body);
  return typeof found === 'object' && found !== null && 'value' in found ? found.value : found;
};

export const inXml = (spec: Spec, body: string, shapes: readonly Shape[] = [], api: Partial<Api> = {}): unknown => {
  // An attribute, so that the row itself is never blank.
  const { read, problems } = xml('Row', [record('Row', { value: spec }), ...shapes], { api });
  if (problems.length > 0) return problems;
  const found = read(`<row n="1">${body}</row>`);
  return typeof found === 'object' && found !== null && 'value' in found ? found.value : found;
};
