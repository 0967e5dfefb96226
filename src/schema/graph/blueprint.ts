import type { GraphQLSchema } from 'graphql';
import type { FieldModel, Model } from '../contract/model.ts';
import type { LoadPlan } from '../contract/plan-load.ts';
import type { Plans } from './plan-loads.ts';
import type { Sources } from './read-sources.ts';

/** What a graph is made of: all that can be said of it without asking anybody. */
export interface Blueprint {
  readonly model: Model;
  readonly sources: Sources;
  readonly plans: Plans;
  /** As clients see it. */
  readonly schema: GraphQLSchema;
  /** Where sources really are, by name; the others are where they say. */
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** How a field is loaded. */
export interface FieldLoad {
  readonly plan: LoadPlan;
  /** Whether it is loaded only where the record lacks it, by the loader of its type. */
  readonly detail: boolean;
}

/** How a field is loaded; undefined for one that comes along, or that somebody wrote a resolver for. */
export const loadOf = (
  { plans, model }: Pick<Blueprint, 'plans' | 'model'>,
  { what, owner, wire, resolved }: FieldModel,
): FieldLoad | undefined => {
  if (resolved) return undefined;
  const own = plans.get(what);
  if (own) return { plan: own, detail: false };
  const whole = wire.detail && model.objects.get(owner)?.load ? plans.get(owner) : undefined;
  return whole && { plan: whole, detail: true };
};
