import { describe, expect, test } from '@jest/globals';
import { Element } from '../../../src/datasources/base/xml/element.ts';
import { inXml, record, xml } from './support.ts';

const Item = record('Item', { id: ['ID!', '@id'], value: 'Int' });

describe('a value that does not fit', () => {
  test('is kept in its place, and costs its siblings nothing', () => {
    const { read } = xml('[Item]', [Item], { at: 'list.item' });
    expect(
      read('<list><item id="1"><value>1</value></item><item><value>x</value></item><item id="3"/></list>'),
    ).toEqual([
      { id: '1', value: 1 },
      {
        id: '! Item.id: expected an ID, got nothing @ $.list.item[1].@id',
        value: '! Item.value: expected an Int, got an element @ $.list.item[1].value',
      },
      { id: '3', value: null },
    ]);
  });

  test('several where one is declared: it names the fix', () => {
    const twice = '<value>1</value><value>2</value>';
    expect(inXml('Int', twice)).toBe('! Row.value: expected one value (say [0] for the first), got 2 @ $.value');
    expect(inXml(['Int', 'value[0]'], twice)).toBe(1);
    expect(inXml(['Int', 'a.b'], '<a><b>1</b></a><a><b>2</b></a>')).toBe(
      '! Row.value: expected one value (say [0] for the first), got 2 @ $.a.b',
    );
    expect(inXml(['Int', 'a.b'], '<a><b>1</b></a><a/>')).toBe(1);
  });

  test('an element where a record cannot be: text in an attribute', () => {
    expect(inXml(['Item', '@n'], '', [Item])).toBe('! Item: expected an object, got text @ $.@n');
  });
});

describe('null, missing and empty', () => {
  test('an element that is missing is null, an empty list, or a misfit', () => {
    expect([
      inXml('Int', ''),
      inXml('[Int]!', ''),
      inXml('Int!', ''),
      inXml('String', ''),
      inXml('Item', '', [Item]),
    ]).toEqual([null, [], '! Row.value: expected an Int, got nothing @ $.value', null, null]);
    expect([inXml(['[Int!]!', 'a.b'], ''), inXml(['[Int!]!', 'a.b'], '<a/>')]).toEqual([[], []]);
  });

  test.each(['<value/>', '<value></value>', '<value>\n  </value>', '<value xmlns:x="urn:x"/>'])(
    '%j is text for String, and null for all else',
    (element) => {
      expect(String(inXml('String!', element)).trim()).toBe('');
      expect(['Int', 'ID', 'Boolean', 'Decimal', 'DateTime', 'Duration'].map((type) => inXml(type, element))).toEqual([
        null,
        null,
        null,
        null,
        null,
        null,
      ]);
      expect(inXml('ID!', element)).toBe('! Row.value: expected an ID, got null @ $.value');
      expect(inXml('Item', element, [Item])).toBeNull();
    },
  );

  test('an element with an attribute or a child is a record, also where the contract mentions neither', () => {
    for (const element of ['<value id="1"/>', '<value odd="1"/>', '<value><odd/></value>', '<value>text</value>']) {
      expect(inXml('Loose', element, [record('Loose', { value: 'Int' })])).toEqual({ value: null });
    }
  });

  test('a record of text alone is null when its element is blank', () => {
    const Text = record('Text', { text: ['String!', '.'] });
    expect([inXml('Text', '<value/>', [Text]), inXml('Text', '<value>a</value>', [Text])]).toEqual([
      null,
      { text: 'a' },
    ]);
  });

  test('xsi:nil is null, whatever the type', () => {
    const nil = '<value xsi:nil="true" id="3">7</value>';
    expect([inXml('Int', nil), inXml('String', nil), inXml('Item', nil, [Item])]).toEqual([null, null, null]);
    expect(inXml('String!', nil)).toBe('! Row.value: expected a String, got null @ $.value');
    expect(inXml('[Int]', `<value>1</value>${nil}`)).toEqual([1, null]);
    expect(inXml('[Int!]', nil)).toEqual(['! Row.value: expected an item, got null @ $.value[0]']);
    expect(inXml('Int', '<value xsi:nil="false">7</value>')).toBe(7);
  });

  test('spellings of null are compared with the text, trimmed where the type is', () => {
    expect(inXml(['Int', { null: ['-', 0] }], '<value> - </value>')).toBeNull();
    expect(inXml(['Int', { null: ['-', 0] }], '<value>0</value>')).toBeNull();
    expect(inXml(['String', { null: [''] }], '<value/>')).toBeNull();
    expect(inXml(['Float', { null: ['NaN'] }], '<value>NaN</value>')).toBeNull();
    expect(inXml(['[Int]', { null: ['-'] }], '<value>1</value><value>-</value>')).toEqual([1, null]);
  });

  test('defaults stand in for what is missing or blank', () => {
    const spec = ['Boolean!', { default: false }] as const;
    expect(['', '<value/>', '<value>true</value>'].map((body) => inXml(spec, body))).toEqual([false, false, true]);
  });
});

describe('names', () => {
  test('are of children by local name, whatever the prefix', () => {
    expect(inXml('Int', '<x:value>1</x:value>')).toBe(1);
    expect(inXml(['Int', 'a.@b'], '<p:a q:b="2"/>')).toBe(2);
  });

  test('are of children only: what lies deeper is not found, whoever else mentions the names between', () => {
    expect(inXml(['Int', 'value'], '<wrapper><value>1</value></wrapper>')).toBeNull();
    expect(inXml(['Int', 'a.b'], '<a><odd><b>1</b></odd></a>')).toBeNull();
    expect(inXml(['Int', 'a.b'], '<a><odd><b>1</b></odd><b>2</b></a>')).toBe(2);
  });

  test('with a prefix ask for it as it is written, where it is not declared', () => {
    const both = '<atom:link>1</atom:link><link>2</link>';
    expect([inXml(['Int', 'atom:link'], both), inXml(['Int', ':link'], both), inXml(['Int', 'dc:link'], both)]).toEqual(
      [1, 2, null],
    );
    expect(inXml(['[Int]', 'link'], both)).toEqual([1, 2]);
  });

  test('with a prefix ask for its namespace, where the source declares it', () => {
    const api = { namespaces: { dc: 'http://purl.org/dc/elements/1.1/', toString: 'urn:odd' } };
    const declared = (prefix: string, uri: string) =>
      `<x xmlns:${prefix}="${uri}"><${prefix}:title>1</${prefix}:title></x>`;
    const title = (body: string) => inXml(['Int', 'x.dc:title'], body, [], api);
    expect(title(declared('other', 'http://purl.org/dc/elements/1.1/'))).toBe(1);
    expect(title(declared('dc', 'urn:else'))).toBeNull();
    expect(title('<x xmlns="http://purl.org/dc/elements/1.1/"><title>1</title></x>')).toBe(1);
    expect(title('<x><title xmlns="http://purl.org/dc/elements/1.1/">1</title></x>')).toBe(1);
    expect(title('<x><title>1</title></x>')).toBeNull();
  });

  test('with a prefix that the document forgot to declare are taken as written', () => {
    const api = { namespaces: { dc: 'http://purl.org/dc/elements/1.1/' } };
    expect(inXml(['Int', 'dc:title'], '<dc:title>1</dc:title>', [], api)).toBe(1);
  });

  test('of namespaces end with the element that declares them', () => {
    const api = { namespaces: { a: 'urn:a' } };
    expect(
      inXml(['[Int]', 'x.a:v'], '<x xmlns:p="urn:a"><p:v>1</p:v></x><x xmlns:p="urn:b"><p:v>2</p:v></x>', [], api),
    ).toEqual([1]);
    expect(inXml(['[Int]', 'x.a:v'], '<x xmlns:p="urn:b"><y xmlns:p="urn:a"/><p:v>2</p:v></x>', [], api)).toEqual([]);
  });

  test('of attributes mean the one without a prefix, if there are both', () => {
    expect(inXml(['Int', 'a.@id'], '<a x:id="1" id="2"/>')).toBe(2);
    expect(inXml(['Int', 'a.@id'], '<a id="2" x:id="1"/>')).toBe(2);
    expect(inXml(['Int', 'a.@x:id'], '<a id="2" x:id="1"/>')).toBe(1);
    expect(inXml(['Int', 'a.@constructor'], '<a id="2"/>')).toBeNull();
    expect(inXml(['String', 'a.@empty'], '<a empty=""/>')).toBe('');
    expect(inXml(['Int', 'a.@empty'], '<a empty=" "/>')).toBeNull();
  });

  test('follow the convention of the source', () => {
    const { read } = xml('Row', [record('Row', { sortName: 'String' })], { api: { names: 'kebab-case' } });
    expect(read('<row><sort-name>x</sort-name></row>')).toEqual({ sortName: 'x' });
  });
});

describe('text', () => {
  test('is all text of an element in its order, also that of elements nobody mentions', () => {
    expect(inXml('String', '<value>a <b>b <value>c</value></b> <![CDATA[<d>]]>&amp;e</value>')).toBe('a b c <d>&e');
    const Mixed = record('Mixed', { all: ['String', '.'], bold: ['String', 'b'] });
    expect(inXml('Mixed', '<value>one <b>two</b> three <i>four</i></value>', [Mixed])).toEqual({
      all: 'one two three four',
      bold: 'two',
    });
  });

  test('is trimmed for every type but String: ids too', () => {
    expect([
      inXml('ID', '<value>\n 007 </value>'),
      inXml('String', '<value> a </value>'),
      inXml(['String', { format: 'collapse' }], '<value> a\n  b </value>'),
    ]).toEqual(['007', ' a ', 'a b']);
  });
});

describe('what nobody reads', () => {
  /** The document as it was built: names with what is in them. */
  const built = (element: Element): unknown =>
    element.children.map((child) => (typeof child === 'string' ? child : { [child.local]: built(child) }));

  test('is not kept: neither elements, nor text that is no value', () => {
    const { parse } = xml('[Item]', [Item], { at: 'list.item' });
    const document = parse(
      '<list> <odd><item/></odd> <item id="1"> <value>1 <i>!</i></value> <value/> </item> </list>',
    );
    expect(document instanceof Element && built(document)).toEqual([
      { list: [{ item: [{ value: ['1 ', '!'] }, { value: [] }] }] },
    ]);
  });

  test('is all text where a record is read as text', () => {
    const { parse } = xml('[Text]', [record('Text', { text: ['String', '.'] })], { at: 'list.item' });
    const document = parse('<list> <item>a</item></list>');
    expect(document instanceof Element && built(document)).toEqual([{ list: [' ', { item: ['a'] }] }]);
  });
});

describe('lists', () => {
  test.each([[[]], [[1]], [[1, 2, 3]]])('of %j elements are lists', (values) => {
    const elements = values.map((value) => `<value>${value}</value>`).join('<odd/>');
    expect(inXml('[Int!]!', elements)).toEqual(values);
  });

  test('go through every wrapper, in the order of the document', () => {
    expect(inXml(['[Int]', 'a.b'], '<a><b>1</b><b>2</b></a><a/><a><b>3</b></a>')).toEqual([1, 2, 3]);
    expect(inXml(['[Int]', 'a[].b[]'], '<a><b>1</b></a><a><b>3</b></a>')).toEqual([1, 3]);
    expect(inXml(['[ID]', 'a.@id'], '<a id="1"/><a/><a id="3"/>')).toEqual(['1', '3']);
  });

  test('have items at both ends', () => {
    const three = '<value>1</value><odd/><value>2</value><value>3</value>';
    expect(
      ['value[0]', 'value[2]', 'value[-1]', 'value[-3]', 'value[3]', 'value[-4]'].map((path) =>
        inXml(['Int', path], three),
      ),
    ).toEqual([1, 3, 3, 1, null, null]);
    expect(inXml(['[Int]', 'a.b[-1]'], '<a><b>1</b><b>2</b></a><a><b>3</b></a>')).toEqual([2, 3]);
  });

  test('keep their siblings when an item is bad', () => {
    expect(inXml('[Int!]', '<value>1</value><value/><value>x</value><value>4</value>')).toEqual([
      1,
      '! Row.value: expected an item, got null @ $.value[1]',
      '! Row.value: expected an Int, got an element @ $.value[2]',
      4,
    ]);
  });

  test('refuse at start what XML has no word for', () => {
    expect(inXml(['[Item]', { key: 'id', path: 'a' }], '', [Item])).toEqual([
      'Row.value: "key" is for JSON; in XML elements of one name are a list by themselves',
    ]);
    expect(inXml(['[Item]', { zip: true }], '', [Item])).toEqual([
      'Row.value: "zip" is for JSON; in XML elements of one name are a list by themselves',
    ]);
    expect(inXml(['[Item]', { lone: true }], '', [Item])).toEqual([
      'Row.value: "lone" is for JSON; in XML elements of one name are a list by themselves',
    ]);
    expect(inXml('[[Int]]', '')).toEqual([
      'Row.value: a list of lists cannot be read from XML; declare a type for the inner one',
    ]);
    expect(inXml(['[Int]', '[0].a'], '')).toEqual([
      'Row.value: "[0].a" begins with an item; in XML every step has a name',
    ]);
    expect(xml('[Item]', [Item], { at: { path: 'list.item', lone: true } }).problems).toEqual([
      'shop.op: "lone" is for JSON; in XML elements of one name are a list by themselves',
    ]);
  });
});

describe('"^"', () => {
  test('climbs every enclosing element', () => {
    const Leaf = record('Leaf', {
      own: ['Int', '@n'],
      one: ['Int', '^.@n'],
      two: ['Int', '^^@n'],
      sibling: ['String', '^.name'],
      beyond: ['Int', '^.^.^.^.^.@n'],
    });
    const { read } = xml('[Leaf]', [Leaf], { at: 'root.list.leaf' });
    expect(read('<root n="1"><list n="2"><leaf n="3"/><name>x</name></list></root>')).toEqual([
      { own: 3, one: 2, two: 1, sibling: 'x', beyond: null },
    ]);
  });

  test('beyond the document is nothing, and an empty list', () => {
    expect([inXml(['Int', '^.^.^.x'], ''), inXml(['[Int]', '^.^.^.x'], ''), inXml(['Int!', '^.^.x'], '')]).toEqual([
      null,
      [],
      '! Row.value: expected an Int, got nothing @ $.^.^.x',
    ]);
  });

  test("climbs out of a type's own place, there or not", () => {
    const Entry = record(
      'Entry',
      { id: ['ID', '^.^.@id'], kind: ['String', '^.@kind'], title: 'String', tags: ['[String]', 'tag'] },
      'a.properties',
    );
    const { read } = xml('[Entry]', [Entry], { at: 'feed.entry' });
    expect(
      read(
        '<feed><entry id="1"><a kind="k"><properties><title>t</title><tag>x</tag></properties></a></entry><entry id="2"><a kind="k"/></entry><entry id="3" kind="no"/></feed>',
      ),
    ).toEqual([
      { id: '1', kind: 'k', title: 't', tags: ['x'] },
      { id: '2', kind: 'k', title: null, tags: [] },
      { id: '3', kind: null, title: null, tags: [] },
    ]);
  });
});

describe("an operation's place", () => {
  test('begins with the root element: another one is another document, not an empty answer', () => {
    const { read } = xml('[Item]', [Item], { at: 'list.item' });
    expect(read('<error>no</error>')).toBe('! shop.op: expected <list>, got another document @ $.list.item');
    expect([read('<list/>'), read('<x:list xmlns:x="urn:x"/>')]).toEqual([[], []]);
  });

  test('must hold the one element that is declared', () => {
    const { read } = xml('Item', [Item], { at: 'Envelope.Body.Answer' });
    expect(read('<s:Envelope><s:Body><Answer id="1"/></s:Body></s:Envelope>')).toEqual({ id: '1', value: null });
    expect(read('<s:Envelope><s:Body/></s:Envelope>')).toBe(
      '! shop.op: expected an object, got nothing @ $.Envelope.Body.Answer',
    );
    expect(read('<s:Envelope><s:Body><Answer id="1"/><Answer id="2"/></s:Body></s:Envelope>')).toBe(
      '! shop.op: expected one value (say [0] for the first), got 2 @ $.Envelope.Body.Answer',
    );
    expect(xml('Item', [Item], { at: 'list.item[0]' }).read('<list/>')).toBeNull();
  });

  test('is the root element where none is said', () => {
    expect(xml('Item', [Item]).read('<anything id="1"><value>2</value></anything>')).toEqual({ id: '1', value: 2 });
  });
});

describe('types that contain themselves', () => {
  test('are read to any depth', () => {
    const Node = record('Node', { id: ['ID!', '@id'], children: ['[Node!]', 'node'] });
    expect(xml('Node', [Node]).read('<node id="1"><node id="2"><node id="3"/></node><node id="4"/></node>')).toEqual({
      id: '1',
      children: [
        { id: '2', children: [{ id: '3', children: [] }] },
        { id: '4', children: [] },
      ],
    });
  });
});

describe('a lenient source', () => {
  test('reads the same, and what is not well-formed as well', () => {
    const { read } = xml('[Item]', [Item], { at: 'list.item', api: { xml: 'lenient' } });
    expect(
      read(
        '<list><item id="1"><value>1</value></item><item id="2" x:id="9" xsi:nil="true"/><item id="3&nbsp;"/></list>',
      ),
    ).toEqual([{ id: '1', value: 1 }, null, { id: '3', value: null }]);
  });
});
