import { sourceOfVariable } from '../datasources/base/index.ts';
import { checkCredentials } from '../gateway/check-credentials.ts';
import { type Log, silentLog } from '../gateway/log.ts';
import { type CompleteOptions, complete, type GatewayOptions, OptionsError } from '../gateway/options.ts';
import type { Finding } from './finding.ts';

/** The options of a gateway, and what is wrong with them. */
export interface CheckedOptions {
  /** Undefined where no gateway could be made with them. */
  readonly whole: CompleteOptions | undefined;
  readonly findings: readonly Finding[];
}

/** @param file where options stand, for findings without a source */
export const checkOptions = (options: GatewayOptions, file: string): CheckedOptions => {
  const about = (level: Finding['level'], message: string): Finding => ({
    level,
    file: fileOf(message, options) ?? file,
    message,
  });
  try {
    const whole = complete({ ...options, log: silentLog });
    whole.transport.close();
    return {
      whole,
      findings: [...whole.warnings.map((message) => about('warning', message)), ...credentials(whole, about)],
    };
  } catch (error) {
    return { whole: undefined, findings: sentencesIn(error).map((message) => about('error', message)) };
  }
};

type About = (level: Finding['level'], message: string) => Finding;

const credentials = (whole: CompleteOptions, about: About): readonly Finding[] => {
  const heard: Finding[] = [];
  const log: Log = { ...silentLog, warn: (_, message) => void heard.push(about('warning', message)) };
  try {
    checkCredentials({ ...whole, log }, missing(whole));
  } catch (error) {
    heard.push(...sentencesIn(error).map((message) => about('error', message)));
  }
  return heard.map((each) =>
    / needs .* in the environment/.test(each.message)
      ? { ...each, fix: 'Set it, or let NAME_FILE point to a file that holds it.' }
      : each,
  );
};

/** What each source would miss, without connecting it. */
const missing = ({ sources, refusals, environment }: CompleteOptions) =>
  new Map(
    sources.map(({ api: { name, auth } }) => [
      name,
      {
        missing:
          refusals.get(name)?.missing ??
          (auth?.variables ?? []).filter((variable) => sourceOfVariable(variable, environment) === undefined),
      },
    ]),
  );

/** @throws what is no sentence */
const sentencesIn = (error: unknown): readonly string[] => {
  if (!(error instanceof OptionsError)) throw error;
  return error.message.split('\n');
};

/** Sentences about a source begin with its name. */
const fileOf = (message: string, { sources, placeOf }: GatewayOptions): string | undefined => {
  const name = /^(\w+)(?::| needs | passes )/.exec(message)?.[1];
  return name !== undefined && sources.some(({ api }) => api?.name === name) ? placeOf?.(name) : undefined;
};
