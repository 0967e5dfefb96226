import type { Api, Request } from '../../src/datasources/base/index.ts';
import { DataSource, type SourceClass } from '../../src/datasources/base/index.ts';

type Made = string | Request;
type Args = Readonly<Record<string, string>>;

/** Keys as text, so that a test can put them into a path; a compound key is a mistake in a test that says otherwise. */
interface LooseBatch {
  readonly key: string | readonly string[];
  readonly fetch: (keys: readonly string[], args: Args) => Made;
  readonly [word: string]: unknown;
}

type Write = (type: string, make: (args: Readonly<Record<string, never>>) => Made, shape?: object) => unknown;

/** The verbs of a source for types that codegen has never heard of. */
export interface Verbs {
  readonly get: (type: string, make: (args: Args) => Made, shape?: object) => unknown;
  readonly batch: (type: string, shape: LooseBatch) => unknown;
  readonly post: Write;
  readonly put: Write;
  readonly patch: Write;
  readonly delete: Write;
}

/** A source whose members are made by a function. */
export const looseSource = (
  name: string,
  members: (verbs: Verbs) => Readonly<Record<string, unknown>> = () => ({}),
  api: Partial<Api> = {},
): SourceClass =>
  class extends DataSource {
    static readonly api: Api = { name, baseUrl: 'http://127.0.0.1:9/', ...api };

    constructor() {
      super();
      const { get, batch, post, put, patch, delete: remove } = this as unknown as Verbs;
      // None of them needs its source.
      Object.assign(this, members({ get, batch, post, put, patch, delete: remove }));
    }
  };
