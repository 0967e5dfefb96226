import { describe, expect, test } from '@jest/globals';
import { inXml } from '../contract/support.ts';

const DC = 'http://purl.org/dc/elements/1.1/';
const api = { namespaces: { dc: DC, same: DC, xml: 'http://www.w3.org/XML/1998/namespace' } };
const name = (body: string, path = 'a.@dc:name') => inXml(['String', path], body, [], api);

describe('an attribute whose prefix the source declares', () => {
  test('is found by its namespace, whatever the prefix in the document', () => {
    expect(name(`<a xmlns:x="${DC}" x:name="1"/>`)).toBe('1');
    expect(name(`<a x:name="1" xmlns:x="${DC}"/>`)).toBe('1');
    expect(name(`<a xmlns:x="${DC}" x:name="1"/>`, 'a.@same:name')).toBe('1');
  });

  test('is found where the prefix is declared further out', () => {
    expect(name(`<o xmlns:x="${DC}"><a x:name="1"/></o>`, 'o.a.@dc:name')).toBe('1');
    expect(name(`<o xmlns:x="${DC}"><a xmlns:x="urn:else" x:name="1"/></o>`, 'o.a.@dc:name')).toBeNull();
  });

  test('is not found under its prefix in another namespace', () => {
    expect(name('<a xmlns:dc="urn:else" dc:name="1"/>')).toBeNull();
    expect(name(`<a xmlns:dc="urn:else" dc:name="1" xmlns:x="${DC}" x:name="2"/>`)).toBe('2');
  });

  test('is never one without a prefix, which is in no namespace, not even the default one', () => {
    expect(name('<a name="1"/>')).toBeNull();
    expect(name(`<a xmlns="${DC}" name="1"/>`)).toBeNull();
  });

  test('is taken as written where the document forgot to declare the prefix', () => {
    expect(name('<a dc:name="1"/>')).toBe('1');
    expect(name(`<a dc:name="1" xmlns:x="${DC}" x:name="2"/>`)).toBe('2');
  });

  test('is in the namespace of xml without any declaration', () => {
    expect(name('<a xml:lang="en"/>', 'a.@xml:lang')).toBe('en');
    const other = { namespaces: { x: 'http://www.w3.org/XML/1998/namespace' } };
    expect(inXml(['String', 'a.@x:lang'], '<a xml:lang="en"/>', [], other)).toBe('en');
  });
});

describe('all other attributes', () => {
  test('are found by their local name, where no prefix is asked for', () => {
    expect(name(`<a xmlns:x="${DC}" x:name="1"/>`, 'a.@name')).toBe('1');
    expect(name(`<a xmlns:x="${DC}" x:name="1" name="2"/>`, 'a.@name')).toBe('2');
  });

  test('are found as written, where the source does not declare the prefix', () => {
    expect(name('<a xmlns:y="urn:y" y:name="1"/>', 'a.@y:name')).toBe('1');
    expect(inXml(['String', 'a.@dc:name'], '<a xmlns:dc="urn:else" dc:name="1"/>')).toBe('1');
  });
});
