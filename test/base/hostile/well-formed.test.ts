import { expect, test } from '@jest/globals';
import { source } from './reading.ts';
import { wellFormed } from './well-formed.ts';

test.each(wellFormed)('$name: read', ({ bytes, contentType, path, found }) => {
  expect(source('xml', ['[String]', path]).read(bytes, contentType)).toEqual(found);
});

test.each(wellFormed)('$name: read by the lenient reader too', ({ name, bytes, contentType, path, found }) => {
  const { read } = source('xml', ['[String]', path], { xml: 'lenient' });
  // Its library refuses the name.
  if (name === 'elements named like properties') expect(() => read(bytes, contentType)).toThrow('not readable as XML');
  else expect(read(bytes, contentType)).toEqual(found);
});
