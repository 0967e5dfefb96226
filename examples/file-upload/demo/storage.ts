import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SimulatedAnswer, SimulatedRequest } from 'breakwater';

/** What is asked of a storage, without a body. */
export type Asked = Pick<SimulatedRequest, 'method' | 'path' | 'query' | 'headers'>;

/** What came to a place. */
export interface Received {
  readonly bytes: number;
  readonly sha256: string;
}

/** An object storage: an API that gives out places, and the places themselves, which take a file from whoever has their signed URL. */
export interface Storage {
  /** The API, below `/v1/`. It believes whoever asks. */
  readonly answer: (request: SimulatedRequest) => SimulatedAnswer;
  /** Why a file may not come here; undefined if it may. */
  readonly refusal: (request: Asked) => SimulatedAnswer | undefined;
  /** A file has come. */
  readonly receive: (path: string, received: Received) => void;
}

interface Upload {
  readonly id: string;
  readonly input: Input;
  readonly expires: number;
  received?: Received;
}
interface Input {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

const MAX_BYTES = 50 * 2 ** 20;
const TYPES = ['image/png', 'application/pdf'];
/** A signed URL is good for this long, in seconds. */
const LIFE_S = 300;

const json = (document: unknown, status = 200, type = 'application/json'): SimulatedAnswer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body: JSON.stringify(document),
});

const problem = (status: number, title: string, errors: readonly object[] = []): SimulatedAnswer =>
  json({ title, errors }, status, 'application/problem+json');

/** @param now in milliseconds since 1970. Sample data. */
export const storage = (now: () => number = Date.now): Storage => {
  const secret = randomBytes(32);
  const uploads = new Map<string, Upload>();
  const started = new Map<string, Upload>();
  const signatureOf = ({ id, input, expires }: Upload): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([id, input.type, input.size, expires]))
      .digest('base64url');
  const start = ({ headers, body }: SimulatedRequest): SimulatedAnswer => {
    const input = JSON.parse(body) as Input;
    const wrong = problemsOf(input);
    if (wrong.length > 0) return problem(422, 'Not valid', wrong);
    const key = headers['idempotency-key'] ?? '';
    const upload: Upload = started.get(key) ?? {
      id: `u${uploads.size + 1}`,
      input,
      expires: Math.floor(now() / 1000) + LIFE_S,
    };
    if (key !== '') started.set(key, upload);
    uploads.set(upload.id, upload);
    const query = new URLSearchParams({ expires: `${upload.expires}`, signature: signatureOf(upload) });
    const url = `http://${headers['host'] ?? 'storage.example'}/v1/objects/${upload.id}?${query.toString()}`;
    const expiresAt = new Date(upload.expires * 1000).toISOString();
    return json({ id: upload.id, url, headers: { 'content-type': upload.input.type }, expiresAt }, 201);
  };
  const show = ({ id, input, received }: Upload): SimulatedAnswer =>
    received === undefined ? problem(409, 'Nothing has come yet') : json({ id, ...input, sha256: received.sha256 });
  return {
    answer(request) {
      const [first, id = '', last] = request.path.split('/');
      if (request.method === 'POST' && request.path === 'uploads') return start(request);
      const upload = uploads.get(id);
      if (upload && first === 'uploads' && last === 'finish') return show(upload);
      return upload?.received && first === 'files' ? show(upload) : problem(404, 'Not found');
    },
    refusal({ method, path, query, headers }) {
      const upload = uploads.get(path.split('/')[1] ?? '');
      const shown = query.get('signature') ?? '';
      if (!upload || method !== 'PUT' || !same(shown, signatureOf(upload))) return problem(403, 'No such place');
      if (now() >= upload.expires * 1000) return problem(403, 'The URL has expired');
      const { type, size } = upload.input;
      const fits = headers['content-type'] === type && headers['content-length'] === `${size}`;
      return fits ? undefined : problem(403, 'Another file was announced');
    },
    receive(path, received) {
      const upload = uploads.get(path.split('/')[1] ?? '');
      if (upload) upload.received = received;
    },
  };
};

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const problemsOf = ({ type, size }: Input) => [
  ...(TYPES.includes(type) ? [] : [{ pointer: '#/type', code: 'not_allowed', detail: 'words for people' }]),
  ...(size > 0 && size <= MAX_BYTES ? [] : [{ pointer: '#/size', code: 'out_of_range' }]),
];
