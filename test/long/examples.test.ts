import { expect, test } from '@jest/globals';
import { breakwater } from '../cli/run.ts';

// By the command, which runs several cases at a time; the line in a test file is tried on graphql-upstream and in test/kit.
test.each(['oauth-crm', 'user-oauth', 'soap-stock', 'file-upload'])(
  'examples/%s passes the whole kit',
  async (example) => {
    const { code, out } = await breakwater(['kit', '--config', `examples/${example}/breakwater.config.ts`]);
    expect({ code, misses: code === 0 ? '' : out }).toEqual({ code: 0, misses: '' });
    expect(out).toMatch(/: no misses\./);
    process.stdout.write(`${example}: ${out.trimEnd().split('\n').at(-1)}\n`);
  },
  240_000,
);
