import { describe, expect, test } from '@jest/globals';
import { connectionName, readKept } from '../../../src/datasources/base/auth/kept-connection.ts';

describe('a store that holds what is no connection', () => {
  test.each(['', 'text', 'null', '{}', '{"refresh":""}', '{"access":""}', '{"refresh":1}'])(
    'as %j, has none',
    (text) => {
      expect(readKept(text)).toBeUndefined();
    },
  );
});

describe('the name of a connection in a store', () => {
  test('differs with the identity provider, with the client and with its own name, and with nothing else', () => {
    const name = (url: string, client: string, connection: string) => connectionName(new URL(url), client, connection);
    const names = [
      name('https://id.test/token', 'crm', 'ada'),
      name('https://other.test/token', 'crm', 'ada'),
      name('https://id.test/token', 'erp', 'ada'),
      name('https://id.test/token', 'crm', 'bob'),
      name('https://id.test/token', 'crm","ada', ''),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(name('https://id.test/v2/token', 'crm', 'ada')).toBe(names[0]);
  });
});
