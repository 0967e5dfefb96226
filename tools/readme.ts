import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command of the README with the lines it is said to print; `...` stands for any. */
interface Told {
  readonly command: string;
  readonly lines: readonly string[];
}

/** Commands that CI runs by itself, around this one. */
const elsewhere = new Set(['npm ci', 'npm test']);

const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```console\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);
const told: readonly Told[] = blocks.flatMap((block) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...lines] = part.split('\n');
      return { command, lines: lines.map((line) => line.trimEnd()).filter((line) => line !== '' && line !== '...') };
    }),
);

const folder = mkdtempSync(join(tmpdir(), 'readme-'));
let failures = 0;
try {
  for (const each of told) {
    if (elsewhere.has(each.command)) continue;
    const problem = await check(each);
    failures += problem === undefined ? 0 : 1;
    process.stdout.write(
      `${problem === undefined ? 'ok     ' : 'FAILED '} $ ${each.command}${problem === undefined ? '' : `\n${problem}`}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(`${told.length} commands in the README, ${failures} failed\n`);
process.exitCode = failures > 0 || told.length === 0 ? 1 : 0;

/** Runs a command as the README gives it; a server is asked one query and then stopped. */
async function check({ command, lines }: Told): Promise<string | undefined> {
  const serves = /\bstart\b/.test(command);
  const child = spawn('bash', ['-c', `exec ${command.replace('../my-graph', join(folder, 'my-graph'))}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let asked: Promise<string | undefined> | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    const url = /http:\S+\/graphql/.exec(out)?.[0];
    if (serves && url && out.includes('Ctrl-C')) asked ??= ask(url).finally(() => child.kill('SIGTERM'));
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  const expected = out.includes('"errors"') ? 1 : 0;
  if (code !== expected) return `exit ${code}, expected ${expected}\n${err}${out}`;
  const missing = lines.find((line) => !out.includes(line));
  if (missing !== undefined) return `does not print: ${missing}\n${out}`;
  return serves ? (asked ?? 'printed no URL') : undefined;
}

async function ask(url: string): Promise<string | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  const text = await response.text();
  return text.includes('"__typename":"Query"') ? undefined : `answered ${text}`;
}
