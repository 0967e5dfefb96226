import { silentLog } from '../gateway/log.ts';
import { complete, type GatewayOptions } from '../gateway/options.ts';
import { type Blueprint, buildGraph } from '../schema/index.ts';

/** What can be said of a graph without serving it: nothing is sent, and no credential is asked for. @throws ContractError, OptionsError */
export const blueprintOf = (options: GatewayOptions): Blueprint => {
  const whole = complete({ ...options, log: silentLog });
  try {
    const { blueprint, upstreams } = buildGraph({ ...whole, report: () => {} });
    for (const upstream of upstreams.values()) upstream.stop();
    return blueprint;
  } finally {
    whole.transport.close();
  }
};
