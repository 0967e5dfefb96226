import { createGateway } from '../../gateway/create-gateway.ts';
import { type Log, silentLog } from '../../gateway/log.ts';
import type { Given } from '../arguments.ts';
import { wholeNumber } from '../arguments.ts';
import { type Answer, askUrl, type Question } from '../ask-url.ts';
import type { Command } from '../command.ts';
import { graphFlags, openProject } from '../graph-flags.ts';
import { headersOf } from '../headers-of.ts';
import { questionFlags, questionOf } from '../question.ts';

/** `breakwater query` */
export const query: Command = {
  name: 'query',
  says: 'run one operation and print its answer as JSON; any error in it exits with 1',
  takes: 'QUERY',
  flags: {
    ...questionFlags,
    timeout: { type: 'string', value: 'MS', says: 'its deadline in milliseconds' },
    header: {
      type: 'string',
      multiple: true,
      short: 'H',
      value: "'NAME: VALUE'",
      says: 'a header of the request, as callers send it (also -H)',
    },
    url: { type: 'string', value: 'URL', says: 'ask a running gateway instead of one of its own' },
    ...graphFlags,
  },
  example: `breakwater query '{ country(code: "JP") { name capital { weather { temperatureC } } } }'`,
  async run(given) {
    const question = {
      ...questionOf('query', given),
      headers: { ...headersOf(given.flags['header']), ...timeoutOf(given) },
    };
    const { url } = given.flags;
    const answer = typeof url === 'string' ? await askUrl(url, question) : await askOwn(given, question);
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return answer.errors && answer.errors.length > 0 ? 1 : 0;
  },
};

/** Answers go to standard output; of the log only what explains them: credentials that are not set, values that do not fit. */
const quietLog: Log = {
  ...silentLog,
  warn: (event, message) => {
    const { missing, detail, place } = event as { missing?: unknown; detail?: string; place?: string };
    if (missing !== undefined) process.stderr.write(`breakwater: ${message}\n`);
    if (place !== undefined) process.stderr.write(`breakwater: ${message}: ${detail ?? ''}, at ${place}\n`);
  },
};

const timeoutOf = ({ flags: { timeout } }: Given): Question['headers'] =>
  typeof timeout === 'string'
    ? { 'breakwater-timeout-ms': String(wholeNumber(timeout, '--timeout', 999_999_999)) }
    : {};

const askOwn = async (given: Given, question: Question): Promise<Answer> => {
  const simulation = await openProject(given);
  try {
    const gateway = createGateway({ ...simulation.options, log: quietLog });
    try {
      return await gateway.execute(question);
    } finally {
      await gateway.stop();
    }
  } finally {
    await simulation.stop();
  }
};
