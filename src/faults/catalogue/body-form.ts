import { cured, nothingBack, onlyJson, onlyReads, onlyXml, said } from '../cases.ts';
import { keepsBack } from '../checks.ts';
import type { Case, Entry, Expected } from '../entry.ts';
import type { GoodAnswer, Script } from '../fault.ts';
import { answering, respond } from '../respond.ts';

const PAGE = '<!doctype html>\n<html lang="en"><head><title>Welcome</title></head><body><p>Welcome</p></body></html>';

const half = ({ body }: GoodAnswer): Buffer => body.subarray(0, Math.floor(body.length / 2));

/** What clients must not read of a body that cannot be read. */
const SECRET = 'kit-secret-4711';

const body = (make: (good: GoodAnswer) => Buffer | string): Script => answering((good) => ({ body: make(good) }));

const labelled = (contentType: string): Script => answering(() => ({ headers: { 'content-type': contentType } }));

const page = (contentType: string): Script =>
  answering(() => ({ headers: { 'content-type': contentType }, body: PAGE }));

/** Not a document this time; perhaps the next time. */
const malformed = said('malformed');
/** Not a document, and none the next time either. */
export const deterministic: Expected = said('malformed');

const well: Expected = { outcome: 'ok', again: 'no' };

const truncatedJson: readonly Case[] = [
  { says: 'half of it', fault: { script: body(half) }, notFor: onlyJson, expected: malformed },
  {
    says: 'without its last character',
    fault: { script: body((good) => good.body.toString().trimEnd().slice(0, -1)) },
    notFor: onlyJson,
    expected: malformed,
  },
  {
    says: 'with a warning behind it',
    fault: { script: body((good) => `${good.body.toString()}\nWarning: ${SECRET} in line 12`) },
    notFor: onlyJson,
    expected: malformed,
    check: keepsBack(SECRET),
  },
  cured('malformed', body(half), { notFor: onlyJson }),
];

/** Bodies that are not the document they should be, in whichever language. */
export const bodyForm: readonly Entry[] = [
  { id: 'B1', says: 'the JSON is cut off, or broken', cases: truncatedJson },
  {
    id: 'B2',
    says: 'a page comes instead of a document',
    cases: [
      { fault: { script: page('text/html; charset=utf-8') }, expected: malformed },
      { says: 'under a wrong label', fault: { script: page('application/json') }, expected: malformed },
      cured('malformed', page('text/html; charset=utf-8')),
    ],
  },
  {
    id: 'B3',
    says: 'the body is empty',
    cases: [
      { fault: { script: body(() => '') }, expected: nothingBack(malformed) },
      { says: 'but for blanks', fault: { script: body(() => ' \r\n\r\n') }, expected: malformed },
      cured(
        'malformed',
        body(() => ''),
        { notFor: onlyReads },
      ),
    ],
  },
  {
    id: 'B4',
    says: 'the label does not say what it is',
    cases: [
      { says: 'text/plain', fault: { script: labelled('text/plain') }, expected: well },
      { says: 'application/octet-stream', fault: { script: labelled('application/octet-stream') }, expected: well },
      {
        says: 'no label',
        fault: { script: (socket, _heard, good) => respond(socket, { body: good.body }) },
        expected: well,
      },
    ],
  },
  {
    id: 'B5',
    says: 'it is of another language',
    cases: [
      {
        says: 'XML instead of JSON',
        fault: {
          script: answering(() => ({
            headers: { 'content-type': 'application/xml' },
            body: '<?xml version="1.0"?><answer><ok>true</ok></answer>',
          })),
        },
        notFor: onlyJson,
        expected: deterministic,
      },
      {
        says: 'JSON instead of XML',
        fault: {
          script: answering(() => ({
            headers: { 'content-type': 'application/json' },
            body: '{"answer":{"ok":true}}',
          })),
        },
        notFor: onlyXml,
        expected: deterministic,
      },
    ],
  },
];
