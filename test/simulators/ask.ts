import type { Simulator } from '../../src/simulators/simulator.ts';

/** Asks a simulator as a host would, without the host. `path` may carry a query. */
export async function ask(simulator: Simulator, path: string, method = 'GET') {
  const [pathname = '', search = ''] = path.split('?');
  const request = { method, path: pathname, query: new URLSearchParams(search), headers: {}, body: '' };
  const { status = 200, headers = {}, body } = await simulator.answer(request);
  const bytes = Buffer.from(body);
  return { status, type: headers['content-type'], bytes, text: bytes.toString('utf8') };
}

/** The same, parsed; the shape is what the test expects and goes on to check. */
export async function askJson<Shape>(simulator: Simulator, path: string): Promise<Shape> {
  return JSON.parse((await ask(simulator, path)).text) as Shape;
}
