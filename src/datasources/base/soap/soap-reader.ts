import { UpstreamError } from '../../../resilience/index.ts';
import type { FindFault } from '../contract/faults.ts';
import type { AnswerReader } from '../http-call.ts';
import type { Api } from '../source/api.ts';
import { Element, type Wanted } from '../xml/element.ts';
import { soapType } from './soap-envelope.ts';
import { childOf, FAULT_NAMES, soapFault } from './soap-fault.ts';

/** Notes what an envelope is read by, beside what the contract looks for in its body. */
export const wantEnvelope = (wanted: Wanted): void => {
  for (const name of ['Envelope', 'Body', ...FAULT_NAMES]) wanted.elements.add(name);
  for (const name of ['faultcode', 'Value']) wanted.texts.add(name);
  // Without a place of their own answers lie in the one element there, whatever its name.
  wanted.around = 'Body';
};

/** Reads what the body of an envelope holds, as if it were the document. */
export const soapReader = (reader: AnswerReader, { name: source, soap = {} }: Api): AnswerReader => {
  const find: FindFault = (document, mayTell) => {
    const body = bodyOf(document);
    if (!body) return null;
    // What the source declares wins over what SOAP says of its codes.
    return reader.findFault?.(withoutBody(body), mayTell) ?? soapFault(source, body, mayTell, soap.kinds);
  };
  const { hints } = reader;
  return {
    ...reader,
    ...(hints && { hints: (document, headers, mayTell) => hints(insideOf(document), headers, mayTell) }),
    accept: `${soapType(soap)}, application/xml;q=0.9, */*;q=0.1`,
    findFault: find,
    // By these SOAP over HTTP says no more than that there is a fault (1.1 section 6.2, 1.2 part 2 section 7.5.2).
    faultStatuses: [400, 500],
    read(document, mayTell) {
      const body = bodyOf(document);
      if (body) return reader.read(withoutBody(body), mayTell);
      const detail = 'expected an Envelope with a Body, got another document';
      throw new UpstreamError('mismatch', { source, sent: 'yes', detail });
    },
  };
};

const bodyOf = (document: unknown): Element | undefined =>
  document instanceof Element ? childOf(childOf(document, 'Envelope'), 'Body') : undefined;

/** What paths begin in; nothing, where there is no body. */
const insideOf = (document: unknown): Element | undefined => {
  const body = bodyOf(document);
  return body && withoutBody(body);
};

/** A node around the elements of a body, as there is one around a root element. */
const withoutBody = ({ children }: Element): Element => {
  const document = new Element('', '', undefined, {}, null);
  document.children.push(...children.filter((child) => child instanceof Element));
  return document;
};
