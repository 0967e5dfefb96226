import { isIP, type LookupFunction } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { publicLookup } from '../../../src/datasources/base/transport/public-lookup.ts';

type Found = readonly { readonly address: string; readonly family: number }[];

const familiesOf = (addresses: readonly string[]): Found =>
  addresses.map((address) => ({ address, family: isIP(address) }));

/** Resolves to these addresses: to all of them if asked for all, to the first otherwise. */
const resolving =
  (...addresses: readonly string[]): LookupFunction =>
  (_name, { all }, done) =>
    all ? done(null, [...familiesOf(addresses)]) : done(null, addresses[0] ?? '', isIP(addresses[0] ?? ''));

const failing: LookupFunction = (_name, _options, done) =>
  done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);

/** What comes of a lookup: its addresses, or the code of its failure. */
const lookedUp = (lookup: LookupFunction, { allowPrivate = false, all = true } = {}): Promise<unknown> =>
  new Promise((resolve) => {
    publicLookup(lookup, allowPrivate)('api.test', { all }, (error, found, family) => {
      if (error) return resolve(error.code);
      resolve(typeof found === 'string' ? [found, family] : found.map(({ address }) => address));
    });
  });

describe('when a name leads where it must not', () => {
  test.each([
    ['this network', '0.0.0.0'],
    ['a private network', '10.0.0.1'],
    ['the first address of another', '172.16.0.0'],
    ['the last address of it', '172.31.255.255'],
    ['a third', '192.168.255.255'],
    ['a provider between us and the internet', '100.64.0.1'],
    ['the last address of it', '100.127.255.255'],
    ['this machine', '127.0.0.1'],
    ['this machine by another address', '127.255.255.254'],
    ['protocols of the IETF', '192.0.0.1'],
    ['benchmarks', '198.19.255.255'],
    ['many at once', '224.0.0.1'],
    ['nobody yet', '240.0.0.1'],
    ['everybody', '255.255.255.255'],
    ['this machine, in IPv6', '::1'],
    ['no address, in IPv6', '::'],
    ['a private network, in IPv6', 'fc00::1'],
    ['another', 'fdff::1'],
    ['many at once, in IPv6', 'ff02::1'],
    ['this machine, as IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['the same in hexadecimal', '::ffff:7f00:1'],
    ['this machine, through NAT64', '64:ff9b::7f00:1'],
    ['a private network, through NAT64', '64:ff9b::a00:1'],
    ['the same in full', '0:0:0:0:0:FFFF:7F00:1'],
    ['a private network, as IPv4 in IPv6', '::ffff:10.0.0.1'],
  ])('%s (%s) is blocked, unless private addresses are allowed', async (_, address) => {
    expect(await lookedUp(resolving(address))).toBe('EBLOCKED');
    expect(await lookedUp(resolving(address), { allowPrivate: true })).toEqual([address]);
  });

  test.each([
    ['169.254.0.1'],
    ['169.254.169.254'],
    ['fe80::1'],
    ['fe80::1%eth0'],
    ['febf::1'],
    ['::ffff:169.254.169.254'],
    ['::ffff:a9fe:a9fe'],
    ['64:ff9b::a9fe:a9fe'],
    ['100.100.100.200'],
    ['fd00:ec2::254'],
  ])('an address of the same link, or of a cloud’s metadata (%s), is blocked in any case', async (address) => {
    expect(await lookedUp(resolving(address))).toBe('EBLOCKED');
    expect(await lookedUp(resolving(address), { allowPrivate: true })).toBe('EBLOCKED');
  });

  test('a single address is judged like a list of one', async () => {
    expect(await lookedUp(resolving('127.0.0.1'), { all: false })).toBe('EBLOCKED');
    expect(await lookedUp(resolving('::1'), { all: false })).toBe('EBLOCKED');
    expect(await lookedUp(resolving('169.254.169.254'), { all: false, allowPrivate: true })).toBe('EBLOCKED');
  });

  test('of several addresses, those that may be called are left, in their order', async () => {
    expect(await lookedUp(resolving('10.0.0.1', '8.8.8.8', '::1', '2606:4700::1111'))).toEqual([
      '8.8.8.8',
      '2606:4700::1111',
    ]);
  });
});

describe('when the lookup itself fails', () => {
  test('its failure is handed on', async () => {
    expect(await lookedUp(failing)).toBe('ENOTFOUND');
  });

  test('no address at all is not a blocked one', async () => {
    expect(await lookedUp(resolving())).toEqual([]);
  });
});

describe('when a name leads to the public internet', () => {
  test.each([
    ['1.1.1.1'],
    ['9.255.255.255'],
    ['11.0.0.0'],
    ['100.63.255.255'],
    ['100.128.0.0'],
    ['126.255.255.255'],
    ['128.0.0.0'],
    ['169.253.255.255'],
    ['172.15.255.255'],
    ['172.32.0.0'],
    ['192.169.0.1'],
    ['223.255.255.255'],
    ['2606:4700::1111'],
    ['::ffff:8.8.8.8'],
    ['64:ff9b::808:808'],
  ])('%s is let through', async (address) => {
    expect(await lookedUp(resolving(address))).toEqual([address]);
  });

  test('a single address keeps its family', async () => {
    expect(await lookedUp(resolving('8.8.8.8'), { all: false })).toEqual(['8.8.8.8', 4]);
    expect(await lookedUp(resolving('2606:4700::1111'), { all: false })).toEqual(['2606:4700::1111', 6]);
  });

  test('the name and the options are passed on', async () => {
    const heard: unknown[] = [];
    const listening: LookupFunction = (name, options, done) => {
      heard.push(name, options);
      done(null, '8.8.8.8', 4);
    };
    await lookedUp(listening, { all: false });
    expect(heard).toEqual(['api.test', { all: false }]);
  });
});
