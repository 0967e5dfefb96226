import { readFileSync } from 'node:fs';
import { inWords, UserError } from '../../config/user-error.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { type Log, silentLog } from '../../gateway/log.ts';
import type { Given } from '../arguments.ts';
import { wholeNumber } from '../arguments.ts';
import { type Answer, askUrl, type Question } from '../ask-url.ts';
import type { Command } from '../command.ts';
import { graphFlags, openProject } from '../graph-flags.ts';

/** `breakwater query` */
export const query: Command = {
  name: 'query',
  says: 'run one operation and print its answer as JSON; any error in it exits with 1',
  takes: 'QUERY',
  flags: {
    file: { type: 'string', value: 'FILE', says: 'read the operation from a file' },
    variables: { type: 'string', value: 'JSON', says: 'its variables' },
    operation: { type: 'string', value: 'NAME', says: 'which operation of the document' },
    timeout: { type: 'string', value: 'MS', says: 'its deadline in milliseconds' },
    url: { type: 'string', value: 'URL', says: 'ask a running gateway instead of one of its own' },
    ...graphFlags,
  },
  example: `breakwater query '{ country(code: "JP") { name capital { weather { temperatureC } } } }'`,
  async run(given) {
    const question = questionOf(given);
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

const questionOf = ({ flags, rest }: Given): Question => {
  const { file, variables, operation, timeout } = flags;
  const [text, ...more] = rest;
  if (more.length > 0)
    throw new UserError(`query takes one operation, and got ${rest.length} words: put it in single quotes.`);
  if ((text === undefined) === (file === undefined))
    throw new UserError(`query needs an operation: breakwater query '{ __typename }', or --file FILE, not both.`);
  return {
    query: text ?? readText(String(file)),
    ...(typeof variables === 'string' ? { variables: readVariables(variables) } : {}),
    ...(typeof operation === 'string' ? { operationName: operation } : {}),
    headers:
      typeof timeout === 'string'
        ? { 'breakwater-timeout-ms': String(wholeNumber(timeout, '--timeout', 999_999_999)) }
        : {},
  };
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`--file ${file} could not be read: ${inWords(error)}.`);
  }
};

const readVariables = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, the same for both.
  }
  throw new UserError(`--variables must be a JSON object, like '{"code":"JP"}'.`);
};

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
