import { parseJson } from '../../datasources/base/index.ts';
import type { Draft, DraftField, DraftOperation, DraftType, Note } from '../draft.ts';
import { conventionsOf } from '../names/conventions-of.ts';
import { nameBook } from '../names/name-book.ts';
import { RESERVED_MEMBERS, RESERVED_TYPES } from '../names/reserved.ts';
import { camelCase, pascalCase } from '../names/words-in.ts';
import { asBatch, keyArgument } from './as-batch.ts';
import { authOf } from './auth-of.ts';
import { type KeyedBy, keyedBy } from './keyed-by.ts';
import { isJsonObject } from './members-of.ts';
import { namesIn } from './names-in.ts';
import { type AskedPlace, placeOfPath, placeOfUrl } from './place-of-sample.ts';
import type { Reading } from './reading.ts';
import { recordOf } from './record-of.ts';
import { type Root, rootOf } from './root-of.ts';
import { singular } from './singular.ts';
import { parseXml } from './xml-node.ts';

/** One answer of an API. */
export interface SampleText {
  readonly text: string;
  readonly format: 'json' | 'xml';
  /** Where it came from: the operation is taken from it. */
  readonly url?: string;
}

/** What samples do not say. */
export interface SampleOptions {
  /** The source's name: `openMeteo`. */
  readonly name: string;
  /** @default the origin of the first URL, with its version */
  readonly baseUrl?: string;
  /** The path below it, values in braces: `users/{id}`. @default that of the first URL */
  readonly path?: string;
  /** Names of types that the graph has already. @default none */
  readonly takenTypes?: readonly string[];
  /** Names of root fields that the graph has already. @default none */
  readonly takenRoots?: readonly string[];
}

/**
 * The draft of a source with one operation, whose answers were these. Several samples are read as one: what is missing in some is nullable.
 * @throws UpstreamError for a sample that is not well-formed
 * @throws TypeError without a place: neither a URL, nor a base URL and a path
 */
export const draftOfSamples = (samples: readonly SampleText[], options: SampleOptions): Draft => {
  const [{ format, url } = { format: 'json' as const, url: undefined }] = samples;
  const place = askedPlace(options, url);
  const documents = samples.map(({ text }) => (format === 'xml' ? parseXml(text) : parseJson(text, { exact: true })));
  const names = namesIn(documents);
  const { names: convention } = conventionsOf({ properties: Object.fromEntries(names.map((name) => [name, {}])) });
  const reading: Reading = {
    types: [],
    book: nameBook([...RESERVED_TYPES, ...(options.takenTypes ?? [])]),
    owner: options.name,
    convention,
    record: (...args) => recordOf(reading, ...args),
  };
  const word = place.words.findLast((each) => /[A-Za-z]/.test(each)) ?? options.name;
  const root = rootOf(documents, { name: word, typeName: singular(word), at: 'sample' }, reading);
  const called = calledAfter(place, root, word);
  const types = reading.types.filter((type): type is DraftType => type !== undefined);
  const get = operationOf(place, root, called);
  const key = keyedBy(
    place,
    root.first,
    types.find(({ name }) => `[${name}]` === root.type),
  );
  const operation = key ? asBatch(get, place, key) : get;
  const field = key
    ? keyedField(options, called, operation, place, key)
    : rootField(options, called, operation, place.args, root.first);
  const auth = authOf(options.name, place.credentials);
  return {
    name: options.name,
    className: pascalCase(options.name),
    says: `Made from ${samples.length === 1 ? 'a sample' : `${samples.length} samples`} of ${place.baseUrl}`,
    api: {
      baseUrl: place.baseUrl,
      options: {
        ...(format === 'xml' ? { format } : {}),
        ...(convention ? { names: convention } : {}),
        ...auth.options,
      },
      imports: auth.imports,
      notes: place.credentials.map(
        (name) =>
          ({
            kind: 'check',
            at: `query ${name}`,
            says: 'It is a credential: its value is taken from the environment.',
          }) satisfies Note,
      ),
    },
    types,
    operations: [operation],
    roots: [field],
    notes: [],
  };
};

const askedPlace = ({ baseUrl, path }: SampleOptions, url: string | undefined): AskedPlace => {
  if (path !== undefined) {
    const base = baseUrl ?? (url === undefined ? undefined : placeOfUrl(url, undefined).baseUrl);
    if (base !== undefined) return placeOfPath(base, path);
  } else if (url !== undefined) return placeOfUrl(url, baseUrl);
  throw new TypeError('samples need a URL, or a base URL and a path');
};

/** What the operation, and its field, are called after. */
const calledAfter = (place: AskedPlace, { type }: Root, word: string): string => {
  const called = camelCase(type.startsWith('[') || !place.isOne ? word : singular(word)) || 'answer';
  return /^\d/.test(called) ? `_${called}` : called;
};

const operationOf = (place: AskedPlace, root: Root, called: string): DraftOperation => ({
  name: RESERVED_MEMBERS.includes(called) ? camelCase(`get-${called}`) : called,
  kind: 'get',
  type: root.type,
  request: place.request,
  options: { ...root.options, ...(place.isOne && !root.type.startsWith('[') ? { notFound: 'null' } : {}) },
  notes: [...place.notes, ...root.notes],
});

/** The field of `Query`; one that another source has is named after this one too. */
const rootField = (
  { name: source, takenRoots = [] }: SampleOptions,
  called: string,
  { name, type }: DraftOperation,
  args: readonly DraftField[],
  first: unknown,
): DraftField => ({
  name: takenRoots.includes(called) ? camelCase(`${source}-${called}`) : called,
  type,
  ...(args.length > 0 ? { args: args.map((arg) => withExample(arg, first)) } : {}),
  load: { from: `${source}.${name}` },
});

/** The field of `Query` over a batch. */
const keyedField = (
  options: SampleOptions,
  called: string,
  operation: DraftOperation,
  { args }: AskedPlace,
  key: KeyedBy,
): DraftField => {
  const { field, by } = keyArgument(key);
  const all = args.map((arg) => (arg === key.arg ? field : arg));
  const made = rootField(options, called, operation, all, undefined);
  return {
    ...made,
    type: key.list ? operation.type : `[${operation.type}]`,
    load: { ...made.load, ...(by ? { by } : {}) },
  };
};

/** What was asked for is often in the answer: `users/{id}` has an `id`. */
const withExample = (arg: DraftField, document: unknown): DraftField => {
  if (arg.default !== undefined || arg.example !== undefined) return arg;
  const value = isJsonObject(document) && Object.hasOwn(document, arg.name) ? document[arg.name] : undefined;
  return typeof value === 'string' || typeof value === 'number'
    ? { ...arg, example: JSON.stringify(String(value)) }
    : arg;
};
