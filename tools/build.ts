/**
 * Builds `dist/`: what `tsc` makes of `src/`, and the files that the program reads at run time. Made aside and moved into place at
 * the end, so that whoever imports `dist/` meanwhile never sees half of it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const began = performance.now();
const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const aside = mkdtempSync(join(cache, 'breakwater-build-'));
try {
  const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', join(aside, 'new')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status === 0) {
    // The README beside the data names its sources and licences.
    const files = globSync(['**/*.graphql', 'simulators/data/*', 'faults/certificates/*'], { cwd: join(root, 'src') });
    for (const file of files) cpSync(join(root, 'src', file), join(aside, 'new', file));
    replaceDist();
    console.log(`Built dist/ in ${((performance.now() - began) / 1000).toFixed(1)} s (${files.length} files copied).`);
  } else {
    process.exitCode = 1;
  }
} finally {
  rmSync(aside, { recursive: true, force: true });
}

function replaceDist(): void {
  try {
    renameSync(dist, join(aside, 'old'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  renameSync(join(aside, 'new'), dist);
}
