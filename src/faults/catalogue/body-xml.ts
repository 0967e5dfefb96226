import { cured, onlyBatch, onlyStrictXml, onlyXml, said, throttledAnyhow } from '../cases.ts';
import { full, keepsBack, keepsTurning } from '../checks.ts';
import type { Case, Entry, Expected, Subject } from '../entry.ts';
import type { Script } from '../fault.ts';
import { answering } from '../respond.ts';
import { asReferences, beforeRoot, insideRoot, withTexts } from '../xml-text.ts';
import { deterministic } from './body-form.ts';

const well: Expected = { outcome: 'ok', again: 'no' };
const malformed = said('malformed');

const body = (make: (text: string) => string): Script => answering((good) => ({ body: make(good.body.toString()) }));

const xml = (says: string, make: (text: string) => string, expected: Expected, more: Partial<Case> = {}): Case => ({
  says,
  notFor: onlyXml,
  fault: { script: body(make) },
  expected,
  ...more,
});

/** Markup that no document may hold, as the first thing in the root. */
const wrong = (says: string, markup: string, expected: Expected = deterministic): Case =>
  xml(says, (text) => insideRoot(text, markup), expected, { notFor: onlyStrictXml });

const withoutEnd = (text: string): string => text.slice(0, text.lastIndexOf('</'));
const half = (text: string): string => text.slice(0, Math.floor(text.length / 2));
const otherEnd = (text: string): string => `${withoutEnd(text)}</kitOther>`;

/** Each of these takes a parser that believes in it far more than it takes to write. */
const bombs: readonly Case[] = [
  xml(
    'entities within entities',
    (text) =>
      insideRoot(
        beforeRoot(
          text,
          `<!DOCTYPE kit [<!ENTITY a0 "boom">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>`,
        ),
        '<kitExtra>&a9;</kitExtra>',
      ),
    deterministic,
  ),
  xml(
    'one long entity, many times',
    (text) =>
      insideRoot(
        beforeRoot(text, `<!DOCTYPE kit [<!ENTITY a "${'a'.repeat(10_000)}">]>`),
        `<kitExtra>${'&a;'.repeat(10_000)}</kitExtra>`,
      ),
    deterministic,
  ),
  xml('101 levels', (text) => insideRoot(text, '<kitExtra>'.repeat(101) + '</kitExtra>'.repeat(101)), deterministic),
  xml(
    '50000 attributes',
    (text) => insideRoot(text, `<kitExtra ${Array.from({ length: 50_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
    deterministic,
  ),
  // Each is one character and no more: it is the size of the body that bounds them.
  xml('100000 numeric references', (text) => insideRoot(text, `<kitExtra>${'&#65;'.repeat(100_000)}</kitExtra>`), well),
  xml(
    'more numeric references than may be read',
    (text) => insideRoot(text, `<kitExtra>${'&#65;'.repeat(100_000)}</kitExtra>`),
    said('tooLarge'),
    { api: { maxBytes: 400_000 } },
  ),
].map((each) => ({ ...each, check: keepsTurning(1_000) }));

/** What XML may hold, and what only looks like it. */
export const bodyXml: readonly Entry[] = [
  {
    id: 'B15',
    says: 'the XML is cut off',
    cases: [
      xml('half of it', half, malformed),
      xml('without its last tag', withoutEnd, malformed),
      cured('malformed', body(half), { notFor: onlyXml }),
    ],
  },
  {
    id: 'B16',
    says: 'the tags of the XML do not match',
    cases: [
      xml('around everything', otherEnd, malformed),
      wrong('within', '<kitA><kitB></kitA></kitB>', malformed),
      cured('malformed', body(otherEnd), { notFor: onlyXml }),
    ],
  },
  {
    id: 'B17',
    says: 'the XML breaks its own rules',
    cases: [
      xml('two roots', (text) => `${text}<kitSecond/>`, deterministic),
      wrong('an entity that nobody declared', '<kitExtra>&kit;</kitExtra>'),
      wrong('a control character', '<kitExtra>\u0001</kitExtra>'),
      wrong('a control character by its number', '<kitExtra>&#1;</kitExtra>'),
      wrong(']]> in text', '<kitExtra>]]></kitExtra>'),
      wrong('< in an attribute', '<kitExtra a="<"/>'),
    ],
  },
  {
    id: 'B18',
    says: 'a list has one element, or several',
    cases: [
      xml('several', (text) => text, well, { check: full }),
      xml('one', (text) => text, well, { asking: { one: true }, check: full }),
    ],
  },
];

/** What nobody is to read: the words of a fault. */
const WORDS = 'kit-words-4711';

const faults = {
  '1.1': (code: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:${code}</faultcode><faultstring>${WORDS}</faultstring></s:Fault></s:Body></s:Envelope>`,
  '1.2': (code: string) =>
    `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:${code}</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${WORDS}</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`,
} as const;

const soapFault = (version: keyof typeof faults, code: string, status: number): Script =>
  answering(() => ({ status, body: faults[version](code) }));

const onlySoap: NonNullable<Case['notFor']> = ({ api, operation }) =>
  (operation.format ?? api.format) === 'soap' ? undefined : 'it does not speak SOAP';

/** What a code means to a source, where it does not say so itself. */
const meaning =
  (code: string, otherwise: 'rejected' | 'failed') =>
  ({ api }: Subject): Expected => {
    const kind = api.soap?.kinds?.[code] ?? otherwise;
    return kind === 'throttled' ? throttledAnyhow : said(kind);
  };

const soapFaults: readonly Case[] = [
  ...(
    [
      ['1.1', 'Client', 200, 'rejected'],
      ['1.1', 'Client', 500, 'rejected'],
      ['1.1', 'Server', 200, 'failed'],
      ['1.1', 'Server', 500, 'failed'],
      ['1.2', 'Sender', 400, 'rejected'],
      ['1.2', 'Receiver', 500, 'failed'],
    ] as const
  ).map(
    ([version, code, status, kind]): Case => ({
      says: `${code}, of SOAP ${version}, with status ${status}`,
      notFor: onlySoap,
      fault: { script: soapFault(version, code, status) },
      expected: meaning(code, kind),
      check: keepsBack(WORDS),
    }),
  ),
  cured('failed', soapFault('1.1', 'Server', 500), {
    notFor: (subject) =>
      onlySoap(subject) ?? (subject.api.soap?.kinds?.['Server'] ? 'it says itself what Server means' : undefined),
  }),
];

/** Keys that another spelling would make others. */
const likeNumbers = (says: string, keys: 'digits' | 'signs'): Case => ({
  says,
  notFor: onlyBatch,
  fault: {},
  asking: { keys },
  expected: well,
  check: full,
});

/** The rest of the bodies, which stand behind in the catalogue. */
export const bodyText: readonly Entry[] = [
  {
    id: 'B19',
    says: 'text looks like a number, and is none',
    cases: [likeNumbers('007, 1e5, 0x1F', 'digits'), likeNumbers('1.10, +123, -0', 'signs')],
  },
  { id: 'B20', says: 'the XML costs more than it weighs', cases: bombs },
  { id: 'B21', says: 'a SOAP fault', cases: soapFaults },
  {
    id: 'B22',
    says: 'characters come as numeric references',
    cases: [xml('in text and in attributes', (text) => withTexts(text, asReferences), well)],
  },
];
