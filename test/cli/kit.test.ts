import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { breakwater } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-kit-'));
  const files = {
    'breakwater.config.js': "export default { sources: './source.js' };",
    'source.js': `import { DataSource } from '${process.cwd()}/src/index.ts';
export class Things extends DataSource {
  static api = { name: 'things', baseUrl: 'http://127.0.0.1:9/' };
  thing = this.get('Thing', () => 'thing');
  broken = this.get('Thing', () => { throw new Error('boom'); });
  unused = this.get('Thing', ({ id }) => id);
}`,
    'schema.graphql': `type Thing { id: ID! }
extend type Query { thing: Thing @load(from: "things.thing") broken: Thing @load(from: "things.broken") }`,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('breakwater kit ends with 1, and says why, where', () => {
  test('an operation cannot be tried, and another fails with nothing in its way', async () => {
    const { code, out } = await breakwater(['kit', '--only', 'C1'], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain('MISS *   things.broken           nothing is in its way\n');
    expect(out.match(/boom/g)).toHaveLength(1);
    expect(out).toContain('1 case of it would show nothing, and is not run');
    expect(out).toContain(
      'not tried: things.unused: no field loads from unused, so the types of its arguments are not known\n',
    );
    expect(out).toMatch(/1 case of 1 failure in [\d.]+ s: 1 miss, 1 operation not tried\.\n$/);
  });

  test('the same is asked for as JSON', async () => {
    const { code, out } = await breakwater(['kit', '--only', 'C1', '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      misses: 1,
      untried: 1,
      run: 1,
      notRun: [{ id: '*', source: 'things', operation: 'unused' }],
    });
  });
});
