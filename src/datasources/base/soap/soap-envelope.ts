import type { SoapOptions } from './soap-options.ts';

/** SOAP 1.1 section 4; SOAP 1.2 part 1 section 5. */
const namespaces = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;

const types = { '1.1': 'text/xml', '1.2': 'application/soap+xml' } as const;

/** The media type of an envelope. */
export const soapType = ({ version = '1.1' }: SoapOptions): string => types[version];

/** An envelope around what its body holds, as text. @param declared more declarations of namespaces */
export const inEnvelope = ({ version = '1.1' }: SoapOptions, body: string, header = '', declared = ''): string =>
  [
    `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${namespaces[version]}"${declared}>`,
    header === '' ? '' : `<soap:Header>${header}</soap:Header>`,
    `<soap:Body>${body.replace(/^<\?xml[^>]*\?>\s*/, '')}</soap:Body></soap:Envelope>`,
  ].join('');

/** Where the header of an envelope is, or would be. Nothing in a start tag holds a `>`: attributes are escaped. */
const HEAD = /^(<\?xml[^>]*>\n<soap:Envelope [^>]*>)(?:<soap:Header>)?/;

/** An envelope made by `inEnvelope`, with one more block at the beginning of its header; undefined for what is none. Its body stays as it is. */
export const withHeader = (envelope: Uint8Array, block: string): Uint8Array | undefined => {
  const text = new TextDecoder().decode(envelope);
  const [head, start = ''] = HEAD.exec(text) ?? [''];
  if (head === '') return undefined;
  const end = head === start ? '</soap:Header>' : '';
  return new TextEncoder().encode(`${start}<soap:Header>${block}${end}${text.slice(head.length)}`);
};
