import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { breakwater } from './run.ts';

/** What bash offers after these words. */
const offered = (script: string, ...words: readonly string[]): readonly string[] => {
  const text = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})\nCOMP_CWORD=${words.length - 1}\n_breakwater\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return spawnSync('bash', ['-c', text], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
};

describe('breakwater completion', () => {
  test('says which shells there are, to whoever names another', async () => {
    const { code, err } = await breakwater(['completion', 'bsh']);
    expect([code, err]).toEqual([
      2,
      'completion takes the name of one shell, not "bsh". Did you mean "bash"? There are: bash, zsh, fish.\n',
    ]);
  });

  test('bash offers commands first, then the flags of the command', async () => {
    const { out, code } = await breakwater(['completion', 'bash']);
    expect(code).toBe(0);
    expect(offered(out, 'breakwater', 'co')).toEqual(expect.arrayContaining(['config', 'completion']));
    expect(offered(out, 'breakwater', '')).toContain('init');
    expect(offered(out, 'breakwater', 'kit', '--js')).toEqual(['--json']);
    expect(offered(out, 'breakwater', 'kit', 'so')).toEqual([]);
    expect(offered(out, 'breakwater', 'start', '--po')).toEqual(['--port']);
  });
});
