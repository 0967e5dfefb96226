import type { Literal, Note } from '../draft.ts';
import { camelCase } from '../names/words-in.ts';
import { singular } from '../sample/singular.ts';
import type { Answer } from './answer/answer-of.ts';
import type { OpenApiOperation } from './operations-in.ts';
import { pageEnvelope } from './pages/page-envelope.ts';
import type { Parameter } from './request/parameter.ts';
import type { SchemaView } from './schema/schema-view.ts';
import type { Making } from './types/making.ts';

/** A list that can be asked for by ids. */
export interface KeyedBatch {
  readonly items: SchemaView;
  /** The parameter that takes them. */
  readonly parameter: Parameter;
  /** The property of the items that they are matched by. */
  readonly property: string;
  /** Undefined: the name is repeated. */
  readonly join: string | undefined;
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
}

const KEYS =
  /^(id|ids|codes?|keys?|uuids?|slugs?|symbols?|skus?|isbns?|handles?|numbers|usernames|\w+_ids?|\w+Ids?)(\[\]|\[in\])?$/;

/** Finds `?ids=1,2` on a list whose items say their id. */
export const keyedBatch = (
  { method, at, path }: OpenApiOperation,
  { view, medium }: Answer,
  parameters: readonly Parameter[],
  making: Making,
): KeyedBatch | undefined => {
  if (method !== 'get' || !view || medium !== 'json') return undefined;
  const envelope = pageEnvelope(view, making.views);
  if (!envelope || envelope.items.properties.size === 0 || envelope.items.variants.length > 0) return undefined;
  for (const parameter of parameters) {
    const its = keysIn(parameter, making);
    const property = its && propertyFor(parameter.name, envelope.items, path, making);
    if (!its || property === undefined) continue;
    const max = its.identity && maxOf(its);
    const says = `The list by ${parameter.name} is also a batch, matched by ${property}: however many fields ask for one, the API sees few requests.`;
    return {
      items: envelope.items,
      parameter,
      property,
      join: parameter.explode ? undefined : ({ spaceDelimited: ' ', pipeDelimited: '|' }[parameter.style] ?? ','),
      options: { ...(envelope.at === undefined ? {} : { at: envelope.at }), ...(max === undefined ? {} : { max }) },
      notes: [{ kind: 'guessed', at, says }],
    };
  }
  return undefined;
};

/** A hint where a list takes keys, and its rows do not show which of their properties holds them. */
export const unmatchedKeys = (
  { method, at }: OpenApiOperation,
  { view, medium }: Answer,
  parameters: readonly Parameter[],
  making: Making,
): readonly Note[] => {
  if (method !== 'get' || !view || medium !== 'json' || !pageEnvelope(view, making.views)) return [];
  const keys = parameters.find((parameter) => keysIn(parameter, making));
  if (!keys) return [];
  const says = `It takes several ${keys.name} at once: if a property of its rows holds them, it can be a batch, so that many keys are one request.`;
  return [{ kind: 'check', at, says }];
};

/** The schema of a parameter that takes several keys. */
const keysIn = (parameter: Parameter, making: Making): SchemaView | undefined => {
  if (parameter.in !== 'query' || !KEYS.test(parameter.name)) return undefined;
  const its = making.views.of(parameter.schema, parameter.at);
  return its?.kinds.has('array') ? its : undefined;
};

const maxOf = ({ identity }: SchemaView): number | undefined => {
  const said = (identity as { maxItems?: unknown }).maxItems;
  return typeof said === 'number' && Number.isInteger(said) && said >= 1 && said < 1_000 ? said : undefined;
};

/** `ids` are matched by `id` or, of suppliers, by `supplier_id`; `codes` by `code`; `user_ids` by `user_id` or, of users, by `id`. */
const propertyFor = (name: string, items: SchemaView, path: string, making: Making): string | undefined => {
  const one = name.replace(/\[.*$/, '').replace(/s$/, '');
  const kinds = [items.name, path.split('/').findLast((part) => part !== '' && !part.includes('{'))];
  const own = kinds.flatMap((kind) => (kind === undefined ? [] : [camelCase(`${singular(kind)}-id`)]));
  const wanted = [camelCase(one), ...(/^ids?$/.test(one) ? own : []), ...(/(_id|Id)$/.test(one) ? ['id'] : [])];
  const spelledAs = (each: string) => [...items.properties.keys()].filter((key) => camelCase(key) === each);
  // Books by author_ids: of one author there may be several, which is no key of theirs.
  const isOthers = /(_id|Id)$/.test(one) && !own.includes(camelCase(one)) && spelledAs('id').length > 0;
  if (isOthers && spelledAs(camelCase(one)).length > 0) return undefined;
  const spelled = wanted.flatMap(spelledAs);
  return spelled.find((each) => {
    const schema = items.properties.get(each);
    const view = schema === undefined ? undefined : making.views.of(schema, items.at);
    return (
      view !== undefined &&
      view.variants.length === 0 &&
      (view.kinds.has('string') || view.kinds.has('integer')) &&
      !view.values
    );
  });
};
