import { describe, expect, test } from '@jest/globals';
import { expectFormat } from '../../../src/datasources/base/decode/sniff.ts';

describe('when the text is of another kind', () => {
  test.each([
    ['', undefined, 'json', 'expected JSON, got an empty body'],
    [' \r\n\t', 'application/json', 'json', 'expected JSON, got an empty body'],
    ['', undefined, 'xml', 'expected XML, got an empty body'],
    ['<!DOCTYPE html><p>', 'application/json', 'json', 'expected JSON, got an HTML page'],
    ['\n<html lang="en">', undefined, 'json', 'expected JSON, got an HTML page'],
    ['<!-- x --><HTML>', undefined, 'xml', 'expected XML, got an HTML page'],
    ['<!-- <a/> --><?p?>\n<html/>', undefined, 'xml', 'expected XML, got an HTML page'],
    [`<!--${' '.repeat(1000)}--><html>`, undefined, 'json', 'expected JSON, got an HTML page'],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC "">', undefined, 'xml', 'expected XML, got an HTML page'],
    ['<h1>Bad gateway</h1>', 'text/html; charset=utf-8', 'json', 'expected JSON, got an HTML page'],
    ['<?xml version="1.0"?><a/>', 'application/json', 'json', 'expected JSON, got an XML document'],
    ['{"a":1}', 'text/xml', 'xml', 'expected XML, got a JSON document'],
    ['[1]', undefined, 'xml', 'expected XML, got a JSON document'],
    ['Service Unavailable', undefined, 'json', 'expected JSON, got plain text'],
    ['404 page not found', 'application/json', 'json', 'expected JSON, got plain text'],
    ['nobody', undefined, 'json', 'expected JSON, got plain text'],
    ['error: no', 'application/xml', 'xml', 'expected XML, got plain text'],
  ] as const)('%j as %s where %s is expected', (text, type, format, detail) => {
    let told: unknown;
    try {
      expectFormat(text, type, format);
    } catch (error) {
      told = error;
    }
    expect(told).toMatchObject({ kind: 'malformed', facts: { detail } });
  });
});

test.each([
  ['{}', undefined, 'json'],
  [' [1]', 'text/plain', 'json'],
  ['"x"', 'text/html', 'json'],
  ['-1.5e3', undefined, 'json'],
  ['null', undefined, 'json'],
  ['true\n', undefined, 'json'],
  ['<a/>', undefined, 'xml'],
  ['  <?xml version="1.0"?><a/>', 'text/html', 'xml'],
  ['<htmlish/>', 'text/plain', 'xml'],
  ['<html:a/>', 'text/plain', 'xml'],
  ['<html-report/>', undefined, 'xml'],
  ['<!-- <html> --><a/>', undefined, 'xml'],
  ['<?p <html> ?><a/>', undefined, 'xml'],
  ['<a><html></html></a>', undefined, 'xml'],
  ['<a><![CDATA[<!doctype html>]]></a>', undefined, 'xml'],
] as const)('%j as %s passes for %s', (text, type, format) => {
  expect(() => expectFormat(text, type, format)).not.toThrow();
});
