#!/usr/bin/env node
// Plain JavaScript that old Nodes can read too: it has to tell them what is missing.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Since 24.5 Node's agents go through proxies; an older one would go round them without a word.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isTooOld = major < 24 || (major === 24 && minor < 5);
const [command, ...rest] = process.argv.slice(2);

const built = new URL('../dist/cli/commands/init.js', import.meta.url);

if (command === 'init' && !existsSync(built)) {
  process.stderr.write('breakwater is not built: run "npm run build" in its folder first.\n');
  process.exitCode = 2;
} else if (command === 'init') {
  // Writing a project needs no more than files, so that any Node can begin; the project brings its own.
  const { init } = await import(built.href);
  process.exitCode = await init(rest);
} else if (isTooOld) {
  process.stderr.write(
    `breakwater needs Node 24.5 or newer, and this is Node ${process.versions.node}: run it through npm in a project that pins its Node (npm start, npx breakwater), or install a newer one.\n`,
  );
  process.exitCode = 2;
} else {
  const here = fileURLToPath(import.meta.url);
  const source = new URL('../src/cli/main.ts', import.meta.url);
  // A checkout runs its sources as they are; an installed package holds only what was built of them.
  const entry =
    existsSync(source) && !/[\\/]node_modules[\\/]/.test(here)
      ? source
      : new URL('../dist/cli/main.js', import.meta.url);
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
}
