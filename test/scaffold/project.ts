import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { breakwater, type Ran } from '../cli/run.ts';

/** A starter project, as `init` writes it, with what `npm install` would put there. */
export interface StarterProject {
  readonly folder: string;
  /** Runs `breakwater` in it. */
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  readonly remove: () => void;
}

export const starterProject = async (): Promise<StarterProject> => {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-add-'))), 'graph');
  const { code, err } = await breakwater(['init', folder]);
  if (code !== 0) throw new Error(err);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules/breakwater'));
  symlinkSync(resolve('node_modules/@types'), join(folder, 'node_modules/@types'));
  return {
    folder,
    run: (...args) => breakwater(args, { cwd: folder }),
    remove: () => rmSync(join(folder, '..'), { recursive: true, force: true }),
  };
};

/** An API that gives fixed answers by path, over real HTTP. */
export const fixedApi = async (
  answers: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer(({ url = '' }, response) => {
    const body = answers[url];
    const type = body?.startsWith('<') ? 'application/xml' : 'application/json';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body ?? '{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, server };
};
