import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource, graphql, path, type SourceClass } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { trialsOf } from '../../src/kit/trials.ts';

class Remote extends DataSource {
  static readonly api: Api = {
    name: 'remote',
    baseUrl: 'https://remote.example/graphql',
    format: 'graphql',
    graphql: { kinds: { SOLD_OUT: 'conflict' } },
  };
  thing = this.get('Thing' as never, (args: { id: string }) =>
    graphql('query($id: ID!) { thing(id: $id) { ...Fields } }', args),
  );
  same = this.get('Thing' as never, () => graphql('{ thing { ...Fields } }'));
}

class Choosy extends DataSource {
  static readonly api: Api = {
    name: 'choosy',
    baseUrl: 'https://choosy.example/',
    faults: [
      { at: 'error', kinds: { GONE: 'notFound' } },
      { at: 'fault.sign', code: 'fault.code', kinds: { busy: 'failed', no: 'rejected' } },
    ],
  };
  thing = this.get('Thing' as never, ({ id }: { id: string }) => {
    if (!id.startsWith('T-')) throw new TypeError('no id of ours');
    return path`things/${id}`;
  });
  same = this.get('Thing' as never, () => 'thing');
  other = this.get('Thing' as never, ({ id }: { id: string }) => path`others/${id}`);
}

const sdl = (source: string, ...names: readonly string[]) =>
  `type Thing { id: ID!  name: String }  extend type Query { ${names
    .map((name) => `${name}${name === 'same' ? '' : '(id: ID!)'}: Thing @load(from: "${source}.${name}")`)
    .join(' ')} }`;

const planned = (Source: SourceClass, text: string, id: string) => {
  const subjects = subjectsOf(Source, readContract([Source], text)).filter(isSubject);
  const { trials, notRun } = trialsOf(
    catalogue.filter((entry) => entry.id === id),
    subjects,
  );
  return {
    run: trials.map(({ subject, tried }) => `${subject.name}: ${tried.says}`),
    notRun: Object.fromEntries(notRun.map(({ operation, because }) => [operation, because])),
  };
};

describe('what is not tried has a reason that is true', () => {
  test('where nobody can be seen to ask for something else', () => {
    expect(planned(Remote, sdl('remote', 'thing', 'same'), 'L4').notRun).toEqual({
      thing: 'its requests differ in their bodies, and the kit tells them by their URLs',
      same: 'all who ask it ask for the same',
    });
    expect(planned(Choosy, sdl('choosy', 'thing', 'same', 'other'), 'L4').notRun).toEqual({
      thing: 'it takes none of the arguments that the kit makes up',
      same: 'all who ask it ask for the same',
    });
  });
});

describe('an error that comes as a success is tried', () => {
  test('in every way that is declared, and with every code that is known', () => {
    const { run } = planned(Choosy, sdl('choosy', 'same'), 'L1');
    expect(run).toEqual([
      'same: with a code that is known',
      'same: with a code that is known, the 2. of them',
      'same: with a code that is known, the 3. of them',
      'same: with a code that nobody knows',
    ]);
  });

  test('in the way of GraphQL itself, with codes that the source knows and with those that all know', () => {
    const { run, notRun } = planned(Remote, sdl('remote', 'thing'), 'L1');
    expect(run.filter((each) => each.startsWith('thing'))).toEqual([
      'thing: with a code that is known',
      'thing: with a code that is known, the 2. of them',
      'thing: with a code that is known, the 3. of them',
      'thing: with a code that nobody knows',
    ]);
    expect(notRun).toMatchObject({ thing: 'it declares no further code, or way of saying an error inside an answer' });
  });
});
