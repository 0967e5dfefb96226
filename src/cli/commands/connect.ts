import { randomBytes } from 'node:crypto';
import { consentOf, type OpenConsent } from '../../config/consent-of.ts';
import { UserError } from '../../config/user-error.ts';
import { DEFAULT_CONNECTION, pkce, type SignIn } from '../../datasources/base/index.ts';
import { isUpstreamError } from '../../resilience/index.ts';
import { type Given, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';
import { answerPage, type Outcome } from '../one-answer.ts';

const PATIENCE_S = 300;

/** `breakwater connect` */
export const connect: Command = {
  name: 'connect',
  says: 'let a user sign in, and store the connection for a source',
  takes: 'SOURCE',
  flags: {
    connection: { type: 'string', value: 'ID', says: `the connection's name (default: ${DEFAULT_CONNECTION})` },
    port: { type: 'string', value: 'PORT', says: 'where the browser is sent back to (default: any free port)' },
    timeout: { type: 'string', value: 'SECONDS', says: `how long it waits for the user (default ${PATIENCE_S})` },
    config: graphFlags.config,
    demo: graphFlags.demo,
  },
  example: 'breakwater connect calendar --connection ada',
  async run(given) {
    const { source, connection, port, waitMs } = wanted(given);
    const open = consentOf(await loadGiven(given.flags), source);
    try {
      const { done, says } = await signIn(open.consent, { source, connection, port, waitMs });
      (done ? process.stdout : process.stderr).write(`${says}\n`);
      return done ? 0 : 1;
    } finally {
      open.close();
    }
  },
};

interface Wanted {
  readonly source: string;
  readonly connection: string;
  readonly port: number;
  readonly waitMs: number;
}

const wanted = ({ flags, rest }: Given): Wanted => {
  const [source, ...more] = rest;
  if (source === undefined || more.length > 0)
    throw new UserError(`connect takes the name of one source, and got ${rest.length}: breakwater connect calendar.`);
  const { connection = DEFAULT_CONNECTION, port = '0', timeout = String(PATIENCE_S) } = flags;
  if (connection === '') throw new UserError('--connection must not be empty.');
  return {
    source,
    connection: String(connection),
    port: wholeNumber(String(port), '--port', 65_535),
    waitMs: 1_000 * wholeNumber(String(timeout), '--timeout', 86_400),
  };
};

const signIn = async (
  consent: OpenConsent['consent'],
  { source, connection, port, waitMs }: Wanted,
): Promise<Outcome> => {
  const page = await answerPage(port);
  try {
    const its: SignIn = { redirectUri: page.url, state: randomBytes(32).toString('base64url'), ...pkce() };
    process.stdout.write(`Open this page to sign in:\n\n  ${consent.page(its).href}\n\n`);
    const failed = (why: string): Outcome => ({ done: false, says: `${source}: ${why}. Nothing was stored.` });
    // Before anything else of it is believed: any page that the user visits can send a browser here. It ends nothing, for the same reason.
    const refuse = (answer: URLSearchParams) => (answer.get('state') === its.state ? undefined : STRAY);
    const settle = async (answer: URLSearchParams): Promise<Outcome> => {
      const code = answer.get('code');
      if (answer.has('error') || !code) return failed(refusal(answer.get('error')));
      try {
        await consent.keep(code, its, connection);
      } catch (error) {
        if (isUpstreamError(error)) return failed(error.facts.detail ?? error.message);
        throw error;
      }
      return { done: true, says: `${source}: the connection "${connection}" is stored in ${consent.place}.` };
    };
    const outcome = await page.first(waitMs, { refuse, settle });
    return outcome ?? failed(`nobody signed in within ${waitMs / 1_000} seconds`);
  } finally {
    page.close();
  }
};

/** To a browser that comes with the answer to another question. */
const STRAY =
  'This answer belongs to no sign-in of this command (wrong state). It waits for the one that it asked for.';

/** Codes of RFC 6749 section 4.1.2.1: nothing else that comes by a browser is repeated. */
const known: ReadonlySet<string | null> = new Set([
  'invalid_request',
  'unauthorized_client',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
]);

const refusal = (error: string | null): string => {
  if (error === 'access_denied') return 'access was denied by the user, or by the identity provider';
  return `the identity provider ${known.has(error) ? `answered ${error}` : 'answered with an error that RFC 6749 does not know'}`;
};
