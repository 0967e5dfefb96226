import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { breakwater } from '../cli/run.ts';

const run = (shell: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(shell, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('fish offers commands and flags', async () => {
  const { out } = await breakwater(['completion', 'fish']);
  const offers = (line: string) => run('fish', ['-N', '-c', `${out}\ncomplete -C '${line}'`]).stdout;
  expect(offers('breakwater ki')).toMatch(/^kit\t/m);
  expect(offers('breakwater kit --js')).toMatch(/^--json\t/m);
});

test('zsh takes what is printed for it', async () => {
  const { out } = await breakwater(['completion', 'zsh']);
  const seen = run('zsh', ['-f', '-c', `${out}\nprint $_comps[breakwater]`]);
  expect(seen).toEqual({ status: 0, stdout: '_bash_complete -o default -F _breakwater\n', stderr: '' });
});
