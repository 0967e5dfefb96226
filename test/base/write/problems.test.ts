import { afterEach, describe, expect, test } from '@jest/globals';
import { namesOf } from '../../../src/datasources/base/problems/names-of.ts';
import { openShops } from './shop.ts';

const shops = openShops();
afterEach(() => shops.end());

const SDL = `
type Charge { id: ID! }
input ChargeInput { amountCents: Int @wire(path: "amount.cents")  cardNumber: String  lines: [LineInput!] }
input LineInput { skuCode: ID }
type Query { charge: Charge @load(from: "shop.charge") }
type Mutation { charge(input: ChargeInput!, dryRun: Boolean): Charge @load(from: "shop.create") }`;

/** The extensions of a refusal that says this. */
const refused = async (document: unknown, type: string, api: object = {}, status = 422): Promise<unknown> => {
  const shop = await shops.open(
    SDL,
    ({ get, post }) => ({
      charge: get('Charge', () => 'charge'),
      create: post('Charge', ({ input, dryRun }) => ({
        path: 'charges',
        body: { data: { attributes: input }, dry_run: dryRun },
      })),
    }),
    (_heard, response) => {
      response.statusCode = status;
      response.setHeader('content-type', type);
      response.end(typeof document === 'string' ? document : JSON.stringify(document));
      return undefined;
    },
    { api: { names: 'snake_case', ...api } },
  );
  const { errors } = (await shop.run('mutation { charge(input: { lines: [] }) { id } }')) as {
    readonly errors: readonly [{ readonly message: string; readonly extensions: { readonly fields?: unknown } }];
  };
  expect(JSON.stringify(errors)).not.toContain('4711');
  return errors[0].extensions.fields;
};

const PROBLEM = 'application/problem+json';

describe('what leaves an answer is a name, a code, and nothing else', () => {
  test.each([
    ['no JSON', '{"errors": [', PROBLEM],
    ['JSON of another type', { errors: [{ field: 'card_number' }] }, 'application/json'],
    ['a sentence where a field should be', { errors: [{ field: 'the card 4711 of Ada' }] }, PROBLEM],
    ['names without end', { errors: [{ field: 'a.'.repeat(50) }] }, PROBLEM],
    ['no list', { errors: 5 }, PROBLEM],
    ['a list of nothing', { errors: [null, 4711, '4711'] }, PROBLEM],
    ['members of every object', { errors: [{ field: 'constructor', code: {} }] }, 'application/json'],
  ])('%s', async (_name, document, type) => {
    expect(await refused(document, type)).toBeUndefined();
  });

  test('prose is no code, and is not told unless the source says so', async () => {
    const document = { errors: [{ pointer: '#/x', code: 'card 4711 is stolen', detail: 'card 4711' }] };
    expect(await refused(document, PROBLEM)).toEqual([{ path: ['x'] }]);
  });

  test('at most twenty are told, in at most 200 signs without controls', async () => {
    const errors = Array.from({ length: 30 }, (_, i) => ({ field: `f${i}`, message: `\u001b[31m${'m'.repeat(500)}` }));
    const fields = (await refused({ errors }, PROBLEM, { problems: { message: 'message' } })) as { message: string }[];
    expect(fields).toHaveLength(20);
    expect(fields[0]?.message).toBe(` [31m${'m'.repeat(195)}`);
  });

  test('a refusal of another kind explains nothing', async () => {
    expect(await refused({ errors: [{ field: 'x' }] }, PROBLEM, {}, 403)).toBeUndefined();
  });
});

describe('problems reach the client by the path of its argument', () => {
  test('from problem details (RFC 9457)', async () => {
    const document = {
      title: 'Invalid',
      detail: 'account 4711',
      errors: [
        { detail: 'must be positive', pointer: '#/data/attributes/amount/cents', code: 'min' },
        { pointer: '/data/attributes/lines/3/sku_code' },
        { pointer: '#/dry_run' },
        { pointer: '#/data/attributes/secret' },
      ],
    };
    expect(await refused(document, `${PROBLEM}; charset=utf-8`)).toEqual([
      { path: ['input', 'amountCents'], code: 'min' },
      { path: ['input', 'lines', 3, 'skuCode'] },
      { path: ['dryRun'] },
      { path: ['data', 'attributes', 'secret'] },
    ]);
  });

  test('from invalid-params, and from errors by field', async () => {
    expect(await refused({ 'invalid-params': [{ name: 'card_number', reason: 'no' }] }, PROBLEM)).toEqual([
      { path: ['input', 'cardNumber'] },
    ]);
    expect(
      await refused({ errors: { card_number: ['is not 4711'], 'lines[0].sku_code': [{ code: 'gone' }] } }, PROBLEM),
    ).toEqual([{ path: ['input', 'cardNumber'] }, { path: ['input', 'lines', 0, 'skuCode'], code: 'gone' }]);
  });

  test('from errors of JSON:API', async () => {
    const errors = [
      { status: '422', code: 'blank', title: '4711', source: { pointer: '/data/attributes/card_number' } },
    ];
    expect(await refused({ errors }, 'application/vnd.api+json')).toEqual([
      { path: ['input', 'cardNumber'], code: 'blank' },
    ]);
  });

  test('from whatever the source declares, with its words if it says so', async () => {
    const stripe = {
      error: { param: 'card_number', code: 'incorrect_number', message: 'Your card number is incorrect.' },
    };
    const problems = { at: 'error', field: 'param', message: 'message' };
    expect(await refused(stripe, 'application/json', { problems }, 400)).toEqual([
      { path: ['input', 'cardNumber'], code: 'incorrect_number', message: 'Your card number is incorrect.' },
    ]);
    const rails = { errors: { card_number: ["can't be blank", 'is too short'] } };
    expect(await refused(rails, 'application/json', { problems: { at: 'errors', message: '.' } })).toEqual([
      { path: ['input', 'cardNumber'], message: "can't be blank" },
      { path: ['input', 'cardNumber'], message: 'is too short' },
    ]);
  });
});

test.each([
  ['#/a/b~1c/0', undefined],
  ['#/a/b/0', ['a', 'b', '0']],
  ['a[0].b', ['a', '0', 'b']],
  ['$.a.b', ['a', 'b']],
  ['name', ['name']],
  ['', undefined],
  ['two words', undefined],
])('%s leads to %j', (text, names) => {
  expect(namesOf(text)).toEqual(names);
});
