import { describe, expect, test } from '@jest/globals';
import { newTrail } from '../../../src/datasources/base/pages/trail.ts';

const at = (path: string) => ({ url: new URL(path, 'https://api.test/'), headers: {} });
const position = (cursor?: string) => ({ size: 10, number: 1, offset: 0, ...(cursor === undefined ? {} : { cursor }) });
const circle = expect.objectContaining({ kind: 'protocol' });

describe('pages that lead in a circle', () => {
  test('are noticed by the request', () => {
    const trail = newTrail(false);
    trail.enter(at('a'), position());
    trail.enter(at('b'), position());
    expect(() => trail.enter(at('a'), position())).toThrow(circle);
  });

  test('and by the cursor, also where the requests differ', () => {
    const trail = newTrail(false);
    trail.enter(at('a?offset=0'), position('x'));
    trail.enter(at('a?offset=10'), position('y'));
    expect(() => trail.enter(at('a?offset=20'), position('x'))).toThrow(circle);
  });
});
