import {
  type Environment,
  given,
  type SourceClass,
  type Timeouts,
  told,
  wellFormed,
} from '../datasources/base/index.ts';
import { suggest } from '../schema/index.ts';
import { variablesOf } from './variables-of.ts';

/** What an environment says instead of the configuration and the sources. */
export interface Overrides {
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly timeouts: Readonly<Record<string, Partial<Timeouts>>>;
  /** undefined: it says nothing of it. */
  readonly disabled: readonly string[] | undefined;
  /** What cannot be meant, in sentences. */
  readonly problems: readonly string[];
  /** Variables that mean nothing, in sentences. */
  readonly unknown: readonly string[];
}

const PREFIX = 'BREAKWATER_';
const DISABLED = `${PREFIX}DISABLED`;
/** Those that others read. */
const OTHERS = [`${PREFIX}DEBUG`, `${PREFIX}CURSOR_KEY`, `${PREFIX}TOKENS_KEY`];

/** What the name of a source is in the name of a variable: `openMeteo` -> `OPEN_METEO`. */
const upperCase = (source: string): string => source.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** The variables that override what a source says: `BREAKWATER_OPEN_METEO_BASE_URL`. */
export const overrideNames = (source: string) => {
  const start = `${PREFIX}${upperCase(source)}_`;
  return { baseUrl: `${start}BASE_URL`, totalMs: `${start}TIMEOUT_MS`, attemptMs: `${start}ATTEMPT_MS` } as const;
};

/** Reads `BREAKWATER_DISABLED`, and of each source `_BASE_URL`, `_TIMEOUT_MS` and `_ATTEMPT_MS`. Empty is not set, but for the list. */
export const readOverrides = (sources: readonly SourceClass[], environment: Environment): Overrides => {
  const names = sources.flatMap(({ api }) => (typeof api?.name === 'string' ? [api.name] : []));
  const problems: string[] = [];
  const textOf = (variable: string): string | undefined => environment[variable]?.trim() || undefined;
  const wait = (variable: string): number | undefined => {
    const text = textOf(variable);
    if (text === undefined || /^[1-9]\d{0,9}$/.test(text)) return text === undefined ? undefined : Number(text);
    problems.push(`${variable} must be a whole number of milliseconds, from 1, not ${told(text)}.`);
    return undefined;
  };
  const address = (variable: string): string | undefined => {
    const text = textOf(variable);
    if (text === undefined || URL.canParse(text)) return text;
    problems.push(`${variable} is not a URL.`);
    return undefined;
  };
  const read = names.map((name) => {
    const { baseUrl, totalMs, attemptMs } = overrideNames(name);
    return { name, baseUrl: address(baseUrl), timeouts: said({ totalMs: wait(totalMs), attemptMs: wait(attemptMs) }) };
  });
  return {
    baseUrls: Object.fromEntries(read.flatMap(({ name, baseUrl }) => (baseUrl === undefined ? [] : [[name, baseUrl]]))),
    timeouts: Object.fromEntries(read.flatMap(({ name, timeouts }) => (timeouts ? [[name, timeouts]] : []))),
    disabled: environment[DISABLED]?.split(',').flatMap((name) => name.trim() || []),
    problems,
    unknown: unknownVariables(
      names,
      sources.flatMap(({ api }) => (api ? variablesOf(wellFormed(api)) : [])),
      environment,
    ),
  };
};

/** undefined if nothing is said. */
const said = (timeouts: Readonly<Record<string, number | undefined>>): Partial<Timeouts> | undefined => {
  const whole = given(timeouts);
  return Object.keys(whole).length === 0 ? undefined : whole;
};

/** Its own variables a source may name as it likes. */
const unknownVariables = (
  names: readonly string[],
  theirs: readonly string[],
  environment: Environment,
): readonly string[] => {
  const known = [DISABLED, ...OTHERS, ...names.flatMap((name) => Object.values(overrideNames(name)))];
  const allowed = new Set([...known, ...theirs.flatMap((name) => [name, `${name}_FILE`])]);
  return Object.keys(environment)
    .filter((variable) => variable.startsWith(PREFIX) && !allowed.has(variable))
    .map((variable) => `${variable} means nothing here. ${suggest(variable, known)}`);
};
