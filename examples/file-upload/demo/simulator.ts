import { createHash } from 'node:crypto';
import type { Simulator } from 'breakwater';
import { storage } from './storage.ts';

const { answer, refusal, receive } = storage();

/** The storage, with its places: a URL that it gives out can be PUT to. What is in it is gone when it stops. Sample data. */
export const simulator: Simulator = {
  name: 'storage',
  basePath: '/v1/',
  answer(request) {
    if (!request.path.startsWith('objects/')) return answer(request);
    const refused = refusal(request);
    if (refused) return refused;
    const sha256 = createHash('sha256').update(request.body).digest('hex');
    receive(request.path, { bytes: Number(request.headers['content-length']), sha256 });
    return { status: 204, body: '' };
  },
};
