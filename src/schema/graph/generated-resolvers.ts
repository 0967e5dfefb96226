import type { Upstream } from '../../datasources/base/index.ts';
import type { Model } from '../contract/model.ts';
import { compileLoad, detailResolver, loadResolver, type Resolver } from './load-resolver.ts';
import type { Plans } from './plan-loads.ts';

/** The resolvers of `@load` and `detail` fields, by type and field. */
export const generatedResolvers = (
  { objects }: Model,
  plans: Plans,
  upstreams: ReadonlyMap<string, Upstream>,
): Readonly<Record<string, Readonly<Record<string, Resolver>>>> => {
  const load = (what: string) => {
    const plan = plans.get(what);
    const upstream = plan && upstreams.get(plan.source);
    return plan && upstream ? compileLoad(plan, upstream) : undefined;
  };
  const types = [...objects.values()].map((object) => {
    const own = load(object.name);
    const fields = [...object.fields.values()].flatMap((field): [string, Resolver][] => {
      const its = load(field.what);
      if (its) return [[field.name, loadResolver(its)]];
      return own && field.wire.detail ? [[field.name, detailResolver(field.name, own)]] : [];
    });
    return [object.name, Object.fromEntries(fields)] as const;
  });
  return Object.fromEntries(types.filter(([, fields]) => Object.keys(fields).length > 0));
};
