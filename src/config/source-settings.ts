import {
  type Environment,
  isLoopback,
  isObject,
  isVariableName,
  type Policies,
  policiesOf,
  proxiesFrom,
  type SourceClass,
  sourceOfVariable,
  variablesOfPlaces,
} from '../datasources/base/index.ts';
import type { CompleteOptions } from '../gateway/options.ts';
import { overrideNames } from '../gateway/overrides.ts';
import type { Project } from './load-config.ts';
import { shownProxy, shownUrl } from './masked.ts';
import type { Secret, Setting } from './setting.ts';

/** What is in force for one source. */
export interface SourceSettings {
  readonly name: string;
  readonly settings: readonly Setting[];
  readonly credentials: readonly Secret[];
}

/** What is in force for each source, and who said so. Headers and queries are left out: they may hold secrets. */
export const sourceSettings = (said: Project['options'], whole: CompleteOptions): readonly SourceSettings[] =>
  whole.sources.map((Source, i) => {
    const original = said.sources[i] ?? Source;
    const { name } = Source.api;
    return {
      name,
      settings: [
        addressOf(original, said, whole),
        { name: 'disabled', value: whole.disabled.includes(name), ...originOfDisabled(name, said, whole) },
        proxyOf(original, whole),
        ...policySettings(original, Source, said, whole.environment),
      ],
      credentials: secretsOf(original, whole.environment),
    };
  });

type From = Pick<Setting, 'origin' | 'by'>;

const addressOf = ({ api }: SourceClass, said: Project['options'], whole: CompleteOptions): Setting => {
  const variable = overrideNames(api.name).baseUrl;
  const theirs = whole.sources.find((Source) => Source.api.name === api.name)?.api.baseUrl ?? api.baseUrl;
  const value = shownUrl(whole.baseUrls[api.name] ?? theirs);
  if (whole.environment[variable]?.trim()) return { name: 'baseUrl', value, origin: 'environment', by: [variable] };
  if (said.baseUrls?.[api.name] !== undefined) return { name: 'baseUrl', value, origin: 'config' };
  const by = variablesOfPlaces(api.baseUrlFrom);
  return {
    name: 'baseUrl',
    value,
    origin: by.length > 0 ? 'environment' : 'source',
    ...(by.length > 0 ? { by: shownNames(by) } : {}),
  };
};

const originOfDisabled = (name: string, said: Project['options'], { environment }: CompleteOptions): From => {
  if (environment['BREAKWATER_DISABLED'] !== undefined) return { origin: 'environment', by: ['BREAKWATER_DISABLED'] };
  return { origin: said.disabled?.includes(name) ? 'config' : 'default' };
};

const proxyOf = (
  { api: { name, proxy, baseUrl } }: SourceClass,
  { environment, baseUrls }: CompleteOptions,
): Setting => {
  const text = baseUrls[name] ?? baseUrl;
  if (proxy === false) return { name: 'proxy', value: null, origin: 'source' };
  if (proxy)
    return { name: 'proxy', value: shownProxy(environment[proxy.env]), origin: 'source', by: shownNames([proxy.env]) };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const through = !url || isLoopback(url) ? undefined : proxiesFrom(environment)(url);
  if (!url || through === undefined) return { name: 'proxy', value: null, origin: 'default' };
  const named = url.protocol === 'http:' ? ['http_proxy', 'HTTP_PROXY'] : ['https_proxy', 'HTTPS_PROXY'];
  const by = named.filter((variable) => environment[variable]?.trim()).slice(0, 1);
  return { name: 'proxy', value: shownUrl(through.href), origin: 'environment', by };
};

const policySettings = (
  original: SourceClass,
  { api }: SourceClass,
  { timeouts }: Project['options'],
  environment: Environment,
): readonly Setting[] => {
  const originOf = originsOf(original, timeouts?.[api.name] ?? {}, environment);
  const { quotas, ...policies } = policiesOf(api);
  return [
    ...Object.entries(policies as Omit<Policies, 'quotas'>).flatMap(([policy, options]): readonly Setting[] =>
      options === null
        ? [{ name: policy, value: null, origin: policy in original.api ? 'source' : 'default' }]
        : Object.entries(options).map(([option, value]) => ({
            name: `${policy}.${option}`,
            value,
            ...originOf(policy, option, value),
          })),
    ),
    { name: 'quota', value: quotas.length > 0 ? quotas : null, origin: quotas.length > 0 ? 'source' : 'default' },
  ];
};

/** Who said what an option of a policy is. @param wanted what the configuration says of its times */
const originsOf = ({ api }: SourceClass, wanted: object, environment: Environment) => {
  const variables: Readonly<Record<string, string>> = overrideNames(api.name);
  const timeFrom = (option: string): From | undefined => {
    const variable = variables[option];
    if (variable !== undefined && environment[variable]?.trim()) return { origin: 'environment', by: [variable] };
    return (wanted as Readonly<Record<string, unknown>>)[option] === undefined ? undefined : { origin: 'config' };
  };
  const shortener = (): From => timeFrom('totalMs') ?? timeFrom('attemptMs') ?? { origin: 'source' };
  return (policy: string, option: string, value: unknown): From => {
    const own = (api as unknown as Readonly<Record<string, unknown>>)[policy];
    const theirs = isObject(own) ? own[option] : undefined;
    const from = policy === 'timeouts' ? timeFrom(option) : undefined;
    if (from !== undefined) return from;
    if (theirs === undefined) return { origin: 'default' };
    // A whole that was shortened shortens its parts, and the pauses within it.
    return Object.is(theirs, value) ? { origin: 'source' } : shortener();
  };
};

/** What is no name may be the secret itself, and is not shown. */
const shownName = (variable: string): string => (isVariableName(variable) ? variable : '(no name of a variable)');
const shownNames = (variables: readonly string[]): readonly string[] => variables.map(shownName);

/** Values are looked at for whether they are there, and never passed on. */
const secretsOf = ({ api: { auth, baseUrlFrom } }: SourceClass, environment: Environment): readonly Secret[] =>
  [...(auth?.variables ?? []), ...variablesOfPlaces(baseUrlFrom)].map((variable) => {
    const from = sourceOfVariable(variable, environment);
    return {
      variable: shownName(variable),
      state: from === undefined ? 'missing' : 'set',
      ...(from === undefined ? {} : { from }),
    };
  });
