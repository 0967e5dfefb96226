import aws4 from 'aws4';
import type { IssuingAuth } from './auth.ts';
import { checkedOptions } from './checked-options.ts';
import { optional, text, variable } from './option-words.ts';
import { serverClock } from './server-clock.ts';

/** `accessKeyId`, `secretAccessKey` and `sessionToken` name environment variables. */
export interface AwsSigV4Options {
  /** As in `execute-api`. */
  readonly service: string;
  /** As in `eu-central-1`. */
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** For keys that last an hour. @default none */
  readonly sessionToken?: string;
}

/** What Node sends by itself, or others on the way change: left out of what is added. */
const notAdded = new Set(['host', 'content-length', 'content-type']);

/**
 * AWS Signature Version 4, by aws4.
 * @example awsSigV4({ service: 'execute-api', region: 'eu-central-1', accessKeyId: 'AWS_ACCESS_KEY_ID', secretAccessKey: 'AWS_SECRET_ACCESS_KEY' })
 */
export const awsSigV4: (options: AwsSigV4Options) => IssuingAuth = checkedOptions(
  'awsSigV4',
  { service: text, region: text, accessKeyId: variable, secretAccessKey: variable, sessionToken: optional(variable) },
  ({ service, region, ...names }: AwsSigV4Options): IssuingAuth => ({
    variables: [names.accessKeyId, names.secretAccessKey, ...(names.sessionToken ? [names.sessionToken] : [])],
    open: ([accessKeyId = '', secretAccessKey = '', sessionToken], { epochMs }) => ({
      ...serverClock(epochMs),
      sign({ method, url, headers, body }, { aheadMs = 0 }) {
        const date = new Date(epochMs() + aheadMs).toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
        const signed = aws4.sign(
          {
            service,
            region,
            method,
            host: url.host,
            path: url.pathname + url.search,
            // Of what is sent only the type is signed: the rest may be changed on the way.
            headers: { ...typeOf(headers), 'X-Amz-Date': date },
            ...(body.length > 0 ? { body: Buffer.from(body) } : {}),
          },
          { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        );
        const added = Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
        return { headers: Object.fromEntries(added.filter(([name = '']) => !notAdded.has(name))) };
      },
    }),
  }),
);

const typeOf = ({ 'content-type': type }: Readonly<Record<string, string>>) =>
  type === undefined ? {} : { 'Content-Type': type };
