import { BlockList, type LookupFunction } from 'node:net';

/** Where machines of clouds keep their credentials, or whoever is on the same link answers. Never called by name. */
const neverCalled = new BlockList();
/** Addresses that are not of the public internet (IANA special-purpose registries, RFC 6890). */
const notPublic = new BlockList();

/** IPv4 is also reached through NAT64 (RFC 6052); mapped addresses are judged as IPv4 by the list itself. */
const refuse = (list: BlockList, net: string, bits: number): void => {
  list.addSubnet(net, bits, 'ipv4');
  list.addSubnet(`64:ff9b::${net}`, 96 + bits, 'ipv6');
};

refuse(neverCalled, '169.254.0.0', 16);
refuse(neverCalled, '100.100.100.200', 32);
refuse(neverCalled, '168.63.129.16', 32);
refuse(neverCalled, '192.0.0.192', 32);
neverCalled.addSubnet('fe80::', 10, 'ipv6');
neverCalled.addAddress('fd00:ec2::254', 'ipv6');
neverCalled.addAddress('fd20:ce::254', 'ipv6');
neverCalled.addSubnet('64:ff9b:1::', 48, 'ipv6');

for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  refuse(notPublic, net, bits);
for (const [net, bits] of [
  // Every form of IPv4 within IPv6 that is not NAT64: compatible, translated, 6to4, Teredo.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['2002::', 16],
  ['2001::', 32],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  notPublic.addSubnet(net, bits, 'ipv6');

/**
 * Looks names up, and refuses addresses that a name on the internet has no business to have: what answers there is not the API
 * (DNS rebinding, server-side request forgery). The connection is made to the very addresses that were looked at.
 * @param allowPrivate private networks are fine; link-local addresses and those of cloud metadata are not
 */
export const publicLookup =
  (lookup: LookupFunction, allowPrivate: boolean): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const all = typeof found === 'string' ? [{ address: found, family: family ?? 4 }] : found;
      const refused = allowPrivate ? neverCalled : notPublic;
      const good = all.filter(({ address, family: its }) => !refused.check(address, its === 6 ? 'ipv6' : 'ipv4'));
      if (good.length === 0 && all.length > 0)
        return callback(Object.assign(new Error('blocked'), { code: 'EBLOCKED' }), []);
      if (typeof found === 'string') callback(null, found, family);
      else callback(null, good);
    });
