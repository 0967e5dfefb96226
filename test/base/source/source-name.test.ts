import { describe, expect, test } from '@jest/globals';
import { apiProblems } from '../../../src/datasources/base/index.ts';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { OptionsError } from '../../../src/gateway/options.ts';
import { looseSource } from '../../schema/loose-source.ts';
import { graphWith } from './started.ts';

const said = (name: string): readonly string[] => {
  const Source = looseSource(name, ({ get }) => ({ thing: get('Thing', () => 'thing') }));
  const typeDefs = `type Thing { id: ID! } type Query { thing: Thing @load(from: "${name}.thing") }`;
  try {
    createGateway(graphWith({}, { sources: [Source], typeDefs }));
    return [];
  } catch (error) {
    if (error instanceof OptionsError) return error.message.split('\n');
    throw error;
  }
};

describe('a source named like what every object has', () => {
  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])('%s is refused at start', (name) => {
    expect(said(name)).toEqual([
      `${name}: name cannot be "${name}": every object has something of that name. Try "${name}Source".`,
    ]);
  });

  test('__proto__ is no name anyway', () => {
    expect(said('__proto__')).toEqual([
      '__proto__: name must be a letter followed by letters and digits, not "__proto__".',
    ]);
  });

  test('and wherever else its description is read', () => {
    expect(apiProblems({ name: 'constructor', baseUrl: 'http://127.0.0.1:9/' })).toEqual([
      'name cannot be "constructor": every object has something of that name. Try "constructorSource".',
    ]);
  });

  test('another one starts, also if a word of JavaScript', () => {
    expect(['class', 'prototype', 'then'].flatMap(said)).toEqual([]);
  });
});
