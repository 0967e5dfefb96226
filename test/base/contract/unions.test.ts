import { describe, expect, test } from '@jest/globals';
import { made, sampled } from './sample-support.ts';
import { json, record, unionOf, xml } from './support.ts';

const Track = record('Track', { name: 'String!', seconds: 'Int' });
const Episode = record('Episode', { name: 'String', show: ['String', 'show.title'] });
const Playable = unionOf('Playable', 'type', { Track: ['track', 'song'], Episode: ['Episode', null] });
const Page = record('Page', { items: '[Playable]', best: 'Playable', all: '[Playable!]' });
const shapes = [Track, Episode, Playable, Page];

describe('when it fails', () => {
  test('a discriminator nobody declared is a misfit in its place, and costs nothing beside it', () => {
    const { read } = json('[Playable]', shapes);
    expect(read([{ type: 'advert' }, { type: 'track', name: 'So What', seconds: 545 }])).toEqual([
      '! Playable: expected Track or Episode, got another type @ $[0]',
      { __typename: 'Track', name: 'So What', seconds: 545 },
    ]);
  });

  test('no discriminator at all is one too, where no type stands for that', () => {
    const Strict = unionOf('Playable', 'type', { Track: ['track'], Episode: ['episode'] });
    const { read } = json('[Playable]', [Track, Episode, Strict]);
    expect(read([{ name: 'So What' }, { type: null }])).toEqual([
      '! Playable: expected Track or Episode, got nothing to tell by @ $[0]',
      '! Playable: expected Track or Episode, got nothing to tell by @ $[1]',
    ]);
  });

  test('a discriminator that is an object, or a value that is none, is one', () => {
    const { read } = json('[Playable]', shapes);
    expect(read([{ type: { a: 1 } }, 'track', [{ type: 'track' }]])).toEqual([
      '! Playable: expected Track or Episode, got another type @ $[0]',
      '! Playable: expected an object, got a string @ $[1].type',
      '! Playable: expected an object (say [0] for the first item, or [] for each), got a list @ $[2].type',
    ]);
  });

  test('one bad item costs a list of non-null ones when it is selected, and nothing else', () => {
    const { read } = json('Page', shapes);
    expect(read({ best: { type: 'song', name: 'x' }, all: [{ type: '?' }] })).toEqual({
      items: null,
      best: { __typename: 'Track', name: 'x', seconds: null },
      all: ['! Playable: expected Track or Episode, got another type @ $.all[0]'],
    });
  });

  test('the name of an element is for XML', () => {
    const Any = unionOf('Playable', '*', { Track: ['track'], Episode: ['episode'] });
    expect(json('[Playable]', [Track, Episode, Any]).problems).toEqual([
      'Playable: "*" is the name of an element; in JSON say where the discriminator lies',
    ]);
    expect(json('Row', [record('Row', { a: ['String', 'a|b'] })]).problems).toEqual([
      'Row.a: "a|b" takes elements of several names; in JSON quote a name that holds "|"',
    ]);
  });
});

test('each value is read as the type its discriminator says', () => {
  const { read } = json('[Playable]', shapes);
  expect(
    read([
      { type: 'song', name: 'So What', seconds: 545 },
      { type: 'Episode', name: 'One', show: { title: 'Serial' } },
      { name: 'Two' },
      { type: 'x:track', name: 'Prefixed' },
      null,
    ]),
  ).toEqual([
    { __typename: 'Track', name: 'So What', seconds: 545 },
    { __typename: 'Episode', name: 'One', show: 'Serial' },
    { __typename: 'Episode', name: 'Two', show: null },
    { __typename: 'Track', name: 'Prefixed', seconds: null },
    null,
  ]);
});

test('the discriminator is looked for before the place of the type, as Reddit has it', () => {
  const listing = [
    record('Comment', { id: 'ID!', kind: ['String', '^.kind'], replies: '[Thing]' }, 'data'),
    record('More', { count: 'Int!' }, 'data'),
    unionOf('Thing', 'kind', { Comment: ['t1'], More: ['more'] }),
  ];
  const { read } = json('[Thing]', listing, { at: 'children' });
  const reply = { kind: 't1', data: { id: 'b', replies: [{ kind: 'more', data: { count: 3 } }] } };
  expect(read({ children: [{ kind: 't1', data: { id: 'a', replies: [reply] } }] })).toEqual([
    {
      __typename: 'Comment',
      id: 'a',
      kind: 't1',
      replies: [{ __typename: 'Comment', id: 'b', kind: 't1', replies: [{ __typename: 'More', count: 3 }] }],
    },
  ]);
});

test('in XML it is an attribute, whatever its prefix', () => {
  const Typed = unionOf('Playable', '@type', { Track: ['Track'], Episode: ['Episode'] });
  const { read } = xml('[Playable]', [Track, Episode, Typed], { at: 'list.item' });
  expect(
    read(
      '<list xmlns:xsi="urn:i" xmlns:n="urn:n"><item xsi:type="n:Track"><name>a</name></item><item type="Episode"/><item/><item type="n:Other"/></list>',
    ),
  ).toEqual([
    { __typename: 'Track', name: 'a', seconds: null },
    { __typename: 'Episode', name: null, show: null },
    null,
    '! Playable: expected Track or Episode, got another type @ $.list.item[3]',
  ]);
});

test('or the name of the element itself, in document order', () => {
  const shapesOf = [
    record('Node', { id: ['ID!', '@id'], lat: ['Float', '@lat'] }),
    record('Way', { id: ['ID!', '@id'], tags: ['[String!]', 'tag.@k'] }),
    unionOf('Thing', '*', { Node: ['node'], Way: ['way'] }),
    record('Map', { things: ['[Thing]', 'node|way'] }),
  ];
  const { read, problems } = xml('Map', shapesOf, { at: 'osm' });
  expect(problems).toEqual([]);
  expect(read('<osm><way id="1"><tag k="a"/></way><other/><node id="2" lat="1.5"/></osm>')).toEqual({
    things: [
      { __typename: 'Way', id: '1', tags: ['a'] },
      { __typename: 'Node', id: '2', lat: 1.5 },
    ],
  });
  const { records } = made(sampled('xml', 'Map', shapesOf, [{}], { at: 'osm' }));
  expect(records).toMatchObject([{ things: [{ __typename: 'Node' }, { __typename: 'Way' }] }]);
});

test('a sample holds each type in its turn', () => {
  const { records } = made(sampled('json', '[Playable]', shapes, [{}, {}, {}, {}]));
  const names = (records as Readonly<Record<string, unknown>>[]).map((each) => each['__typename']);
  expect(new Set(names)).toEqual(new Set(['Track', 'Episode']));
});
