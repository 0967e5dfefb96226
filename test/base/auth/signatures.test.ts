import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awsSigV4, hmac, mtls } from '../../../src/datasources/base/index.ts';
import { authority, certificate } from '../../../src/faults/certificates.ts';
import { misbehave } from '../../support/misbehaving-server.ts';
import { noTools } from './support.ts';
import { closing, ITEM, serve, shop } from './token-server.ts';

const at = (ms: number) => new Date(Date.now() + ms).toUTCString();

const signing = hmac({
  keys: ['CRM_ID', 'CRM_SECRET'],
  sign({ method, url, headers, body, date }, [id = '', secret = '']) {
    const text = [method, url.pathname + url.search, headers['accept'], Buffer.from(body).toString()].join('\n');
    const mac = createHmac('sha256', secret).update(text).digest('hex');
    return { 'X-Key': id, 'x-at': String(date.getTime()), 'x-mac': mac };
  },
});

describe('an HMAC', () => {
  test('signs what is sent, each attempt by itself', async () => {
    const server = await serve(({ nth }) => (nth === 1 ? { status: 503 } : ITEM));
    await shop(signing, server.url).get();
    const expected = createHmac('sha256', 'hunter2:&%')
      .update(['GET', '/v1/item?id=1', server.heard[0]?.header('accept'), ''].join('\n'))
      .digest('hex');
    expect(server.heard.map(({ header }) => [header('x-key'), header('x-mac')])).toEqual([
      ['client-7', expected],
      ['client-7', expected],
    ]);
    const [first, second] = server.heard.map(({ header }) => Number(header('x-at')));
    expect(second).toBeGreaterThan(first ?? 0);
  });

  test.each([401, 403])(
    'that is refused with HTTP %p because clocks differ is made once more, by the API’s clock',
    async (status) => {
      const server = await serve(({ header }) => {
        const aheadMs = Number(header('x-at')) - Date.now();
        return Math.abs(aheadMs - 600_000) < 5_000 ? ITEM : { status, headers: { date: at(600_000) }, body: '{}' };
      });
      const { get } = shop(signing, server.url);
      await get();
      await get();
      expect(server.heard).toHaveLength(3);
    },
  );

  test('that is refused although clocks agree, or by one who tells no time, is refused for good', async () => {
    const clocks: readonly Readonly<Record<string, string>>[] = [{ date: at(0) }, { date: 'yesterday' }, {}];
    for (const headers of clocks) {
      const server = await serve(() => ({ status: 401, headers, body: '{}' }));
      await expect(shop(signing, server.url).get()).rejects.toMatchObject({ kind: 'unauthenticated' });
      expect(server.heard).toHaveLength(1);
    }
  });
});

describe('AWS Signature Version 4', () => {
  const names = { accessKeyId: 'AWS_ID', secretAccessKey: 'AWS_SECRET' };

  test('is what the suite of AWS has it be', async () => {
    // get-vanilla-query-order-key-case of the aws-sig-v4-test-suite.
    const tools = { ...noTools(), epochMs: () => Date.UTC(2015, 7, 30, 12, 36, 0) };
    const issuer = awsSigV4({ service: 'service', region: 'us-east-1', ...names }).open(
      ['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'],
      tools,
    );
    const url = new URL('https://example.amazonaws.com/?Param2=value2&Param1=value1');
    expect(await issuer.sign({ method: 'GET', url, headers: {}, body: new Uint8Array() }, { token: '' })).toEqual({
      headers: {
        'x-amz-date': '20150830T123600Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
      },
    });
  });

  test('is accepted by one who computes it from what came over the wire', async () => {
    const server = await serve(() => ITEM);
    const auth = awsSigV4({ service: 'execute-api', region: 'eu-central-1', ...names, sessionToken: 'AWS_SESSION' });
    const environment = { AWS_ID: 'AKID', AWS_SECRET: 'secret', AWS_SESSION: 'session' };
    await shop(auth, server.url, { environment }).get('a b');
    const [heard] = server.heard;
    const header = (name: string) => heard?.header(name) ?? '';
    const [, signedHeaders = '', signature] =
      /SignedHeaders=([^,]+), Signature=(\w+)/.exec(header('authorization')) ?? [];
    const [path = '', query = ''] = heard?.target.split('?') ?? [];
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const canonical = [
      'GET',
      path,
      query.replace('+', '%20'),
      ...signedHeaders.split(';').map((name) => `${name}:${header(name)}`),
      '',
      signedHeaders,
      hash(''),
    ].join('\n');
    const date = header('x-amz-date');
    const scope = `${date.slice(0, 8)}/eu-central-1/execute-api/aws4_request`;
    const key = ['eu-central-1', 'execute-api', 'aws4_request'].reduce<Buffer>(
      mac,
      mac('AWS4secret', date.slice(0, 8)),
    );
    const text = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n');
    expect(signature).toBe(mac(key, text).toString('hex'));
    expect([header('x-amz-security-token'), signedHeaders]).toEqual([
      'session',
      'host;x-amz-date;x-amz-security-token',
    ]);
  });
});

describe('a client certificate', () => {
  const pem = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
  const environment = { BANK_CERT: pem('self-signed.crt'), BANK_KEY: pem('self-signed.key') };
  const bank = async () =>
    closing(
      await misbehave(
        (socket) => {
          const body = JSON.stringify(ITEM === 'reset' || ITEM === 'silence' ? {} : ITEM.body);
          socket.write(
            `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          );
        },
        {
          tls: { ...certificate('good'), requestCert: true, rejectUnauthorized: true, ca: [environment.BANK_CERT] },
        },
      ),
    );

  test('is shown to whoever asks for it', async () => {
    const server = await bank();
    const { get } = shop(mtls({ cert: 'BANK_CERT', key: 'BANK_KEY' }), server.url, { environment, ca: [authority()] });
    expect(await get()).toMatchObject({ id: '1' });
    expect(server.wire).toEqual(['GET /v1/item?id=1']);
  });

  test('that is not the one asked for, or none, is no way in', async () => {
    const server = await bank();
    const { key, cert } = certificate('good');
    const wrong = { BANK_CERT: cert, BANK_KEY: key };
    const { get } = shop(mtls({ cert: 'BANK_CERT', key: 'BANK_KEY' }), server.url, {
      environment: wrong,
      ca: [authority()],
    });
    await expect(get()).rejects.toMatchObject({ name: 'UpstreamError' });
    expect(server.wire).toEqual([]);
  });
});
