import type nodeTest from 'node:test';

/** What the kit asks of a test runner. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => void;
  /** The same, whose tests may run several at a time, where the runner can do that. */
  readonly together: Runner['describe'];
  readonly test: ((name: string, body: () => Promise<void>, timeoutMs?: number) => void) & {
    readonly skip: (name: string, body: () => void) => void;
  };
}

/**
 * The runner of this test file: the global `describe` and `test` of Jest or Vitest, or else Node's own.
 * @throws TypeError in a runner that keeps its own to itself
 */
export const runnerOf = (env: Readonly<Record<string, string | undefined>> = process.env): Runner => {
  const { describe, test } = globalThis as unknown as Partial<Runner>;
  if (typeof describe === 'function' && typeof test === 'function') return { describe, together: describe, test };
  if (env['VITEST'] !== undefined || env['JEST_WORKER_ID'] !== undefined)
    throw new TypeError(
      'failureKit needs the global describe and test of Jest or Vitest: turn on "globals" in Vitest, leave on "injectGlobals" in Jest.',
    );
  return ofNode();
};

/** As many as the command runs: cases mostly wait. */
const AT_ONCE = 6;

/** Loaded where it is used only: other runners need not know it. */
const ofNode = (): Runner => {
  const node: typeof nodeTest = process.getBuiltinModule('node:test');
  const run = (name: string, body: () => Promise<void>, timeoutMs?: number): void =>
    void node.test(name, timeoutMs === undefined ? {} : { timeout: timeoutMs }, body);
  return {
    describe: (name, body) => void node.describe(name, body),
    together: (name, body) => void node.describe(name, { concurrency: AT_ONCE }, body),
    test: Object.assign(run, { skip: (name: string, body: () => void): void => void node.test.skip(name, body) }),
  };
};
