import { onlyJson, onlyXml } from '../../../src/faults/cases.ts';
import type { Case } from '../../../src/faults/entry.ts';
import { answering, respond, respondWell } from '../../../src/faults/respond.ts';
import { canary, coreOf } from './canaries.ts';

const value = canary('answerValue');
const name = coreOf('answerValue');
const anyhow = { outcome: 'ok' } as const;

const body = (says: string, text: string): Case => ({
  says: `a body: ${says}`,
  notFor: text.startsWith('<') ? onlyXml : onlyJson,
  fault: { script: answering(() => ({ body: text })) },
  expected: anyhow,
});

const head = (says: string, status: number, headers: Readonly<Record<string, string>>): Case => ({
  says: `a head: ${says}`,
  fault: { script: (socket, _, good) => respondWell(socket, good, { status, headers }) },
  expected: anyhow,
});

const raw = (says: string, text: string): Case => ({
  says: `bytes: ${says}`,
  fault: { script: (socket) => void socket.end(text, 'latin1') },
  expected: anyhow,
});

const record = (id: string, field: string, its: string) =>
  `<vault><secret><id>${id}</id><${field}>${its}</${field}></secret></vault>`;
const scalars = ['level', 'ratio', 'open', 'colour', 'born', 'at', 'price'];

/** One field after the other holds what it cannot hold. Text is no misfit where text is asked for. */
const misfits = [
  ...['id', 'name', 'tags', 'part', ...scalars].flatMap((field) => [
    body(`${field} is a list`, JSON.stringify({ id: 'key1', [field]: [{ [name]: value }] })),
    body(`${field} of a row is an object`, JSON.stringify([{ id: 'key1', [field]: { [name]: [value] } }])),
  ]),
  ...scalars.flatMap((field) => [
    body(`${field} is a word`, JSON.stringify({ id: 'key1', [field]: value })),
    body(`${field} of a row is a word`, JSON.stringify([{ id: 'key1', [field]: value }])),
    body(`${field} is an element`, record('key1', field, `<${name}>${value}</${name}>`)),
    body(`${field} is text`, record('key1', field, value)),
  ]),
];

const json = [
  body('bare words', name),
  body('unquoted', `{"id": ${name}}`),
  body('a member that breaks off', `{"id": "key1", "password": "${name}`),
  body('two documents', `{"id": "key1"} {"password": "${value}"}`),
  body('a wrong escape', `{"password": "\\x${value}"}`),
  body('a line break within', `{"password": "${value}\n"}`),
  body('a name without end', `{"${name}`),
  { ...body('a web page', `<!doctype html><title>${value}</title><p>${value}`), notFor: () => undefined },
  body('a fault in prose', JSON.stringify({ error: { code: `no such token: ${value}`, message: value } })),
  body('a known fault', JSON.stringify({ error: { code: 'gone', message: value } })),
  body('a fault that is a list', JSON.stringify({ error: [value] })),
  body('rows for others', JSON.stringify([{ id: value }, { id: value }])),
  body('a number too large', `{"id": "key1", "level": 1e999, "password": "${value}"}`),
];

const xml = [
  body('another root', `<${name}>${value}</${name}>`),
  body('tags crossed', `<vault><secret></${name}></vault>`),
  body('an entity', `<vault><secret>&${name};</secret></vault>`),
  body('a doctype', `<!DOCTYPE vault [<!ENTITY e "${value}">]><vault><secret/></vault>`),
  body('a prefix', `<vault><${name}:secret>${value}</${name}:secret></vault>`),
  body('an attribute twice', `<vault><secret ${name}="1" ${name}="2"/></vault>`),
  body('an attribute without quotes', `<vault><secret a=${name}/></vault>`),
  body('an encoding', `<?xml version="1.0" encoding="${name}"?><vault/>`),
  body('a version', `<?xml version="${name}"?><vault/>`),
  body('a namespace', `<vault xmlns="${value}" xmlns:xml="${value}"/>`),
  body('text after the end', `<vault/>${value}`),
];

const heads = [
  ...[301, 302, 307].map((status) =>
    head(`location ${status}`, status, { location: `http://${name}.test/${value}?${value}` }),
  ),
  ...[400, 401, 403, 404, 409, 413, 429, 500, 503].flatMap((status) => [
    head(`${status}`, status, {
      'www-authenticate': `Bearer realm="${value}"`,
      'retry-after': value,
      'x-reason': value,
    }),
    head(`${status}, limits`, status, { ratelimit: `"${value}";r=0;t=${value}`, 'x-ratelimit-reset': value }),
  ]),
  head('type', 200, { 'content-type': `application/${name}` }),
  head('charset', 200, { 'content-type': `application/json; charset=${name}` }),
  head('coding', 200, { 'content-encoding': name }),
  head('length', 200, { 'content-length': name }),
  head('transfer coding', 200, { 'transfer-encoding': name }),
  head('caching', 200, {
    'cache-control': `private="${value}", ${name}=1`,
    etag: `"${value}"`,
    vary: name,
    expires: value,
  }),
  head('a date', 200, { date: value, age: value, 'last-modified': value }),
];

const bytes = [
  raw('a status line', `HTTP/1.1 ${value}\r\n\r\n`),
  raw('no status line', `${value}\r\n\r\n`),
  raw('a header without a colon', `HTTP/1.1 200 OK\r\n${name}\r\n\r\n`),
  raw('a chunk size', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${name}\r\n${value}\r\n`),
  raw('a chunk that breaks off', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n${value}`),
  raw('a body that breaks off', `HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{"a":"${value}`),
  raw('two lengths', `HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: ${name}\r\n\r\n1`),
  raw('another protocol', `HTTP/1.1 101 ${value}\r\nupgrade: ${name}\r\nconnection: upgrade\r\n\r\n`),
];

/** Answers that have secrets exactly where something is wrong, and in what messages might quote. */
export const hostile: readonly Case[] = [
  ...misfits,
  ...json,
  ...xml,
  ...heads,
  ...bytes,
  { says: 'a good answer', fault: {}, expected: anyhow },
  {
    says: 'a refusal in prose',
    fault: { script: (socket) => respond(socket, { status: 500, body: `Traceback: ${value}` }) },
    expected: anyhow,
  },
];
