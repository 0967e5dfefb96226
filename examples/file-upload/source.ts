import { type Api, bearer, DataSource, path } from 'breakwater';

type Start = { input: object; key?: string | null };
type One = { id: string };

export class Storage extends DataSource {
  static readonly api = {
    name: 'storage',
    baseUrl: 'https://storage.example/v1/',
    auth: bearer({ env: 'STORAGE_TOKEN' }),
  } satisfies Api;
  file = this.get('File', ({ id }: One) => path`files/${id}`, { notFound: 'null' });
  // A client that asks twice with one key has one upload; without a key, the attempts of one call have.
  startUpload = this.post(
    'Upload',
    ({ input, key }: Start) => ({ path: 'uploads', body: input, headers: key ? { 'idempotency-key': key } : {} }),
    { idempotencyKey: 'Idempotency-Key' },
  );
  finishUpload = this.post('File', ({ id }: One) => path`uploads/${id}/finish`, { idempotent: true, evicts: ['file'] });
}
