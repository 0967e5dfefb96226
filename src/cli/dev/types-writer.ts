import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Has codegen write a project's types, in a process of its own. */
export interface TypesWriter {
  /** Soon, and once for all who ask meanwhile. */
  readonly write: () => void;
  readonly stop: () => void;
}

/** Edits come in bursts, and codegen takes a second: it waits for them to end, in milliseconds. */
const QUIET_MS = 300;

/** Undefined for a project that has no `codegen.yml`, or has not installed `@graphql-codegen/cli`. @param tell hears how it went, in a line */
export const typesWriter = (root: string, tell: (line: string) => void): TypesWriter | undefined => {
  const config = join(root, 'codegen.yml');
  const bin = existsSync(config) ? codegenOf(root) : undefined;
  if (bin === undefined) return undefined;
  let timer: NodeJS.Timeout | undefined;
  let child: ChildProcess | undefined;
  let stopped = false;
  const write = (): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(run, QUIET_MS);
  };
  const run = (): void => {
    if (child) {
      write();
      return;
    }
    const start = performance.now();
    const { NODE_OPTIONS: _, ...env } = process.env;
    child = spawn(process.execPath, [bin, '--config', config], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-MAX_SAID);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => hear(Buffer.from(error.message)));
    child.once('close', (code) => {
      child = undefined;
      if (stopped) return;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      tell(code === 0 ? `types written in ${seconds} s` : `types were not written: ${reasonIn(said)}`);
    });
  };
  return {
    write,
    stop() {
      stopped = true;
      clearTimeout(timer);
      child?.kill();
    },
  };
};

const MAX_SAID = 20_000;

/** The first line that looks like a reason, without the colours and signs of a terminal. */
const reasonIn = (text: string): string => {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));
  return (lines.find((line) => /error|fail|unable|cannot/i.test(line)) ?? lines[0] ?? 'codegen failed').slice(0, 300);
};

const codegenOf = (root: string): string | undefined => {
  try {
    const manifest = createRequire(join(root, 'project.cjs')).resolve('@graphql-codegen/cli/package.json');
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly bin?: Readonly<Record<string, string>> };
    const file = bin?.['graphql-codegen'];
    return file === undefined ? undefined : join(dirname(manifest), file);
  } catch {
    return undefined;
  }
};
