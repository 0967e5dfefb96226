import { connect, PathSyntaxError, refusing, type Unasked, type Upstream } from '../../datasources/base/index.ts';
import { type Model, shapesOf } from '../contract/model.ts';
import { complainAt, placeOfNode, placeOfSource, type Report } from '../contract/problem.ts';
import type { SourceModel } from '../contract/source-model.ts';
import type { Plans } from './plan-loads.ts';
import type { Sources } from './read-sources.ts';

/** What sources are connected with, beside the contract. */
export type ConnectOptions = Omit<
  Parameters<typeof connect>[0],
  'Source' | 'shapes' | 'isLoader' | 'problem' | 'baseUrl'
> & {
  /** Sources that are not asked at all, and why. @default none */
  readonly refusals?: ReadonlyMap<string, Unasked> | undefined;
};

/** Connects every source: compiles what its operations read, and reports what the compiler finds. */
export const connectAll = (
  options: ConnectOptions,
  baseUrls: Readonly<Record<string, string>>,
  sources: Sources,
  model: Model,
  plans: Plans,
  report: Report,
): ReadonlyMap<string, Upstream> => {
  const shapes = shapesOf(model);
  const loaders = new Set(
    [...model.objects.keys()]
      .flatMap((type) => plans.get(type) ?? [])
      .map(({ source, operation }) => `${source}.${operation}`),
  );
  const one = ({ Source, api: { name } }: SourceModel): [string, Upstream][] => {
    try {
      const upstream = connect({
        ...options,
        Source,
        shapes,
        baseUrl: baseUrls[name],
        isLoader: (operation) => loaders.has(`${name}.${operation}`),
        problem: (what, message) =>
          complainAt(placeOfField(what, model) ?? placeOfSource(name), report)(`${what}: ${message}.`),
      });
      const refusal = options.refusals?.get(name);
      return [[name, refusal ? refusing(upstream, refusal) : upstream]];
    } catch (error) {
      if (!(error instanceof PathSyntaxError)) throw error;
      complainAt(placeOfSource(name), report)(`${name} has a path that cannot be read: ${error.message}.`);
      return [];
    }
  };
  return new Map([...sources.values()].flatMap(one));
};

const placeOfField = (what: string, { objects }: Model): string | undefined => {
  const [type = '', field = ''] = what.split('.');
  const its = objects.get(type)?.fields.get(field);
  return its && placeOfNode(its.wireNode ?? its.node);
};
