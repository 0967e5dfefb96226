import { UserError } from '../../config/user-error.ts';
import { silentLog } from '../../gateway/log.ts';
import { complete, type GatewayOptions } from '../../gateway/options.ts';
import { readContract, suggest } from '../../schema/index.ts';
import type { Finding } from '../finding.ts';
import { askSources } from './ask-sources.ts';
import { isRefused, isUnreached, liveFindings } from './live-findings.ts';
import type { AskedSource, LiveOperation, LiveSource } from './live-report.ts';
import { type Recording, recordingsOf } from './recordings-of.ts';

/** How APIs are asked. */
export interface CheckLiveOptions {
  /** Sources to ask; none: all of them. */
  readonly names: readonly string[];
  /** Values to ask with: `country.code=JP`. */
  readonly with: readonly string[];
}

/** What APIs answered. */
export interface CheckedLive {
  readonly sources: readonly LiveSource[];
  readonly findings: readonly Finding[];
  /** Their answers, without what is secret. */
  readonly recordings: readonly Recording[];
}

/**
 * Asks the APIs of a graph, and compares what they answer with its contract. Nothing is changed over there.
 * @throws UserError for names and values that mean nothing; OptionsError and ContractError for a graph that could not start
 */
export const checkLive = async (said: GatewayOptions, how: CheckLiveOptions): Promise<CheckedLive> => {
  const options = complete({ ...said, log: silentLog });
  const known = options.sources.map(({ api }) => api.name);
  for (const name of how.names)
    if (!known.includes(name)) throw new UserError(`--live: there is no source "${name}". ${suggest(name, known)}`);
  try {
    const asked = await askSources(options, how.names.length === 0 ? known : how.names, how.with);
    const { model } = readContract(options.sources, options.typeDefs, options.resolvers);
    const fileOf = (source: string) => options.placeOf?.(source) ?? `source ${source}`;
    return {
      sources: asked.map(toldOf),
      findings: liveFindings(asked, { model, fileOf }),
      recordings: recordingsOf(asked, options.sources, options.environment),
    };
  } finally {
    options.transport.close();
  }
};

const toldOf = ({ source, hasAuth, asked }: AskedSource): LiveSource => {
  const tried = asked.filter(({ outcome }) => outcome !== 'notTried');
  return {
    source,
    ...(tried.length === 0 ? {} : { reached: tried.some(({ outcome }) => !isUnreached(outcome)) }),
    auth: authOf(hasAuth, tried),
    operations: asked.map(operationOf),
  };
};

/** Without the answer itself. */
const operationOf = (asked: AskedSource['asked'][number]): LiveOperation => {
  const { failure: _, answer: __, drifts, ...told } = asked;
  return { ...told, drifts: drifts.length };
};

const authOf = (hasAuth: boolean, tried: AskedSource['asked']): LiveSource['auth'] => {
  if (!hasAuth) return 'none';
  if (tried.some(({ outcome }) => isRefused(outcome))) return 'refused';
  return tried.some(({ outcome }) => outcome === 'ok') ? 'accepted' : 'unknown';
};
