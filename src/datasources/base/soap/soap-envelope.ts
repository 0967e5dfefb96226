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
