import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { breakwater } from './run.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-check-'));
  write('breakwater.config.js', "export default { sources: './source.js' };");
  write(
    'source.js',
    `import { bearer, DataSource } from '${process.cwd()}/src/index.ts';
export class Things extends DataSource { static api = { name: 'things', baseUrl: 'http://127.0.0.1:9/', auth: bearer({ env: 'CHECK_TOKEN' }) }; thing = this.get('Thing', () => 'thing'); }`,
  );
  write(
    'schema.graphql',
    'type Thing { id: ID! name: String } extend type Query { thing: Thing @load(from: "things.thing") }',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

describe('breakwater check', () => {
  test('exits with 0 on warnings, and with 1 in production, where they are errors', async () => {
    const inDevelopment = await breakwater(['check'], { cwd: folder });
    expect([inDevelopment.code, inDevelopment.err]).toEqual([0, '']);
    expect(inDevelopment.out).toMatch(
      /^source\.js\n {2}warning {2}things needs CHECK_TOKEN .*\n {4}Set it.*\n\n1 warning\.\n$/,
    );
    const inProduction = await breakwater(['check', '--production', '--json'], { cwd: folder });
    expect(inProduction.code).toBe(1);
    expect(JSON.parse(inProduction.out)).toMatchObject({ errors: 1, warnings: 0, findings: [{ file: 'source.js' }] });
  });

  test('compares with what "breakwater sdl" wrote: what breaks clients exits with 1', async () => {
    const { code, out } = await breakwater(['sdl'], { cwd: folder });
    expect([code, out]).toEqual([0, 'type Thing {\n  id: ID!\n  name: String\n}\n\ntype Query {\n  thing: Thing\n}\n']);
    write('same.graphql', out);
    expect(await breakwater(['check', '--against', 'same.graphql'], { cwd: folder })).toMatchObject({ code: 0 });
    write('older.graphql', out.replace('name: String', 'name: String\n  born: Int'));
    const broken = await breakwater(['check', '--against', 'older.graphql'], { cwd: folder });
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/older\.graphql\n {2}error {2}Field 'born' was removed from object type 'Thing'\./);
  });

  test('a module that cannot be loaded is a finding with its file and line', async () => {
    write('broken.config.js', "export default { sources: './broken.ts' };");
    write('broken.ts', '\nexport const a: number = ;');
    const { code, out } = await breakwater(['check', '--config', 'broken.config.js'], { cwd: folder });
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(
        /^broken\.ts\n {2}2 error {2}broken\.ts could not be loaded: Expression expected \(line 2\)\.\n\n1 error\.\n$/,
      ),
    ]);
  });

  test.each([
    ['an error', "\nthrow new TypeError('hunter2');", 'a TypeError (line 2)'],
    ['what it could not parse', "export default JSON.parse('hunter2');", 'a SyntaxError (line 1)'],
    ['no error at all', "throw 'hunter2';", 'a string'],
    [
      'an error that names itself',
      "throw Object.assign(new Error('hunter2'), { name: 'hunter2' });",
      'an Error (line 1)',
    ],
  ])(
    'what a configuration throws is told by its kind and place, and not by what it says: %s',
    async (_, text, kind) => {
      write('throwing.config.js', text);
      const message = `throwing.config.js could not be loaded: it threw ${kind}.`;
      const asText = await breakwater(['check', '--config', 'throwing.config.js'], { cwd: folder });
      expect([asText.code, asText.err]).toEqual([1, '']);
      expect(asText.out).toContain(`error  ${message}\n    "breakwater config" tells what it says.\n`);
      const asJson = await breakwater(['check', '--json', '--config', 'throwing.config.js'], { cwd: folder });
      expect(JSON.parse(asJson.out)).toMatchObject({ errors: 1, findings: [{ file: 'throwing.config.js', message }] });
      expect(`${asText.out}${asJson.out}${asJson.err}`).not.toContain('hunter2');
    },
  );

  test('what Node says of a module that is not there is told', async () => {
    write('lost.config.js', "import './nowhere.js';");
    const { out } = await breakwater(['check', '--json', '--config', 'lost.config.js'], { cwd: folder });
    expect(JSON.parse(out).findings[0].message).toMatch(/^lost\.config\.js could not be loaded: Cannot find module /);
  });

  test('without a file to compare with it is bad input', async () => {
    expect(await breakwater(['check', '--against', 'nowhere.graphql'], { cwd: folder })).toEqual({
      code: 2,
      out: '',
      err: '--against nowhere.graphql could not be read: it does not exist.\n',
    });
  });

  test('finds nothing wrong with the atlas', async () => {
    expect(await breakwater(['check', '--demo'])).toMatchObject({
      code: 0,
      out: 'Nothing is wrong with 5 sources, 6 operations.\n',
    });
  });
});
