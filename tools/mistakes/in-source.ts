import { CONFIG, type Mistake, SOURCE } from './mistake.ts';

const inSource = (title: string, was: string, is: string, rest: Partial<Mistake> = {}): Mistake => ({
  title,
  edit: { file: SOURCE, was, is },
  ...rest,
});

const NAMES = "names: 'snake_case',";

/** Mistakes in `source.ts`, in the configuration and in the environment. */
export const mistakesInSource: readonly Mistake[] = [
  inSource('The base URL has no scheme', 'https://library.example/v1/', 'library.example/v1/'),
  inSource('An option is misspelt', NAMES, 'timeout: { totalMs: 5000 },'),
  inSource('An attempt may take longer than the call', NAMES, 'timeouts: { attemptMs: 20_000 },'),
  inSource(
    'The pauses between attempts are longer than the call',
    NAMES,
    'retry: { maxAttempts: 10, baseMs: 5_000, capMs: 60_000 },',
  ),
  inSource('More attempts than the call has time for', NAMES, 'retry: { maxAttempts: 8 },'),
  inSource('Attempts that no budget pays for', NAMES, 'retry: { maxAttempts: 5 }, budget: { ratio: 0, perSecond: 0 },'),
  inSource('A hedge that is never sent', NAMES, 'hedge: { afterMs: 5_000 },'),
  inSource('The cache keeps entries larger than itself', NAMES, 'cache: { maxBytes: 1_000, maxEntryBytes: 2_000 },'),
  inSource('A failure is narrowed to something laxer', NAMES, "failures: { rejected: { retry: 'yes' } },"),
  inSource('An operation gives a type that there is not', "this.get('[Book]'", "this.get('[Boook]'"),
  inSource('A batch is keyed by a field that its type does not have', "{ key: 'id'", "{ key: 'ident'"),
  inSource('An option of an operation is misspelt', "{ key: 'id'", "{ maxx: 10, key: 'id'"),
  inSource(
    'TypeScript that cannot be read',
    "books = this.get('[Book]', () => 'books');",
    "books = this.get('[Book]', () => 'books';",
  ),
  inSource('The class is not exported', 'export class', 'class'),
  {
    title: 'The configuration names files that there are not',
    edit: { file: CONFIG, was: './src/datasources/*/source.ts', is: './src/sources/*/source.ts' },
  },
  {
    title: 'An operation has too little time for any attempt',
    edit: { file: CONFIG, was: 'sources:', is: 'deadlineMs: 50, sources:' },
  },
  {
    title: 'A word of the configuration is misspelt',
    edit: { file: CONFIG, was: 'sources:', is: 'source:' },
  },
  inSource(
    'A credential is not set, and the gateway is to serve',
    NAMES,
    "auth: { variables: ['LIBRARY_KEY'], sign: () => ({}) },",
    {
      args: ['check', '--production'],
    },
  ),
  { title: 'A time in the environment is no number', env: { BREAKWATER_LIBRARY_TIMEOUT_MS: 'fast' } },
  { title: 'A variable names a source that there is not', env: { BREAKWATER_LIBARY_BASE_URL: 'http://127.0.0.1:1/' } },
];
