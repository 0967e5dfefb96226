import { isIP, type LookupFunction } from 'node:net';

/** Resolves every name to these addresses, in their order. */
export const leadingTo =
  (...addresses: readonly [string, ...string[]]): LookupFunction =>
  (_name, options, done) => {
    const all = addresses.map((address) => ({ address, family: isIP(address) }));
    setImmediate(() => (options.all ? done(null, all) : done(null, addresses[0], isIP(addresses[0]))));
  };

/** Resolves no name, with the code that Node would give: `ENOTFOUND`. */
export const notResolving =
  (code: string): LookupFunction =>
  (_name, _options, done) => {
    setImmediate(() => done(Object.assign(new Error(code), { code }), []));
  };

/** Never says whether there is such a name. */
export const neverResolving: LookupFunction = () => {};

/** The first lookup one way, all that follow another. To be made anew for each run. */
export const changing = (once: LookupFunction, then: LookupFunction): LookupFunction => {
  let asked = 0;
  return (...lookup) => {
    asked += 1;
    (asked === 1 ? once : then)(...lookup);
  };
};
