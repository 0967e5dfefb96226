import {
  type Auth,
  headersOfPlaces,
  isLoopback,
  isVariableName,
  proxyOfSource,
  type SourceClass,
  secretFileProblems,
  type Upstream,
  unusableVariables,
  valueProblems,
} from '../datasources/base/index.ts';
import { type CompleteOptions, OptionsError } from './options.ts';
import { variablesOf } from './variables-of.ts';

/**
 * A missing credential is a warning in development, unless it is required; in production nothing starts without it. One that cannot be sent
 * keeps everything from starting: it was meant to be there. Variables are named, values never.
 * @throws OptionsError
 */
export const checkCredentials = (
  { sources, production, log, environment, refusals, baseUrls, forward }: CompleteOptions,
  upstreams: ReadonlyMap<string, Pick<Upstream, 'missing'>>,
): void => {
  const sentences: string[] = [];
  const isKept = (name: string) => !forward.some((each) => each.toLowerCase() === name);
  for (const { api } of sources) {
    if (refusals.get(api.name)?.kind === 'disabled') continue;
    // What is no name of a variable may be the secret itself: it is told of by the graph's own checks, and not named here.
    if (!variablesOf(api).every(isVariableName)) continue;
    const problems = [
      ...secretFileProblems(variablesOf(api), environment),
      ...proxyProblems(api, environment, baseUrls[api.name]),
    ];
    sentences.push(...problems.map((problem) => `${api.name}: ${problem}`));
    if (problems.length > 0) continue;
    const kept = forwardsOf(api.auth).filter(isKept);
    if (kept.length > 0)
      sentences.push(`${api.name} needs the header ${kept.join(' and ')} of callers: ${listing(kept)}`);
    const fillings = headersOfPlaces(baseUrls[api.name] ?? api.baseUrl, api.baseUrlFrom).filter(isKept);
    if (fillings.length > 0)
      sentences.push(
        `${api.name} fills its base URL by the header ${fillings.join(' and ')} of callers: ${listing(fillings)}`,
      );
    const unusable = unusableVariables(api.auth, environment);
    if (unusable.length > 0)
      sentences.push(
        `${api.name}: the value of ${unusable.join(' or ')} in the environment cannot be sent in a header; it holds a line break, or another character that no header may hold.`,
      );
    sentences.push(...valueProblems(api.auth, environment).map((problem) => `${api.name}: ${problem}.`));
    const missing = upstreams.get(api.name)?.missing ?? [];
    if (missing.length === 0) continue;
    const sentence = `${api.name} needs ${missing.join(' and ')} in the environment`;
    if (production || api.required) sentences.push(`${sentence}.`);
    else log.warn({ source: api.name, missing }, `${sentence}; until then ${consequence(api.auth, missing)}.`);
  }
  if (sentences.length > 0) throw new OptionsError(sentences.join('\n'));
};

/** Where the gateway's owner lists headers, and how. */
const listing = (headers: readonly string[]): string =>
  `the gateway's option forward must list ${headers.length === 1 ? 'it' : 'them'}: forward: [${headers.map((name) => `'${name}'`).join(', ')}] in breakwater.config.ts.`;

/** Of several credentials one is enough. */
const consequence = (auth: Auth | undefined, missing: readonly string[]): string => {
  const others = auth && 'members' in auth ? auth.members : [];
  return others.some(({ variables }) => !variables.some((variable) => missing.includes(variable)))
    ? 'its other credentials are used'
    : 'its fields fail with UPSTREAM_AUTH_FAILED';
};

/** A source that wants a proxy does not start without it, unless it is on this machine. */
const proxyProblems = (
  { proxy, baseUrl }: SourceClass['api'],
  environment: CompleteOptions['environment'],
  elsewhere = baseUrl,
): readonly string[] => {
  // What is no URL is told by the contract's own checks.
  if (!URL.canParse(elsewhere) || isLoopback(new URL(elsewhere))) return [];
  try {
    proxyOfSource(proxy, environment);
    return [];
  } catch (error) {
    return [`proxy: ${error instanceof Error ? error.message : String(error)}`];
  }
};

const forwardsOf = (auth: Auth | undefined): readonly string[] => (auth && 'open' in auth && auth.forwards) || [];
