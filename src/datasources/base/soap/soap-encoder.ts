import type { Encode } from '../body/encode.ts';
import { declarations, element } from '../body/encode-xml.ts';
import type { Api } from '../source/api.ts';
import { isSoapCall, type SoapCall } from './soap.ts';
import { inEnvelope, soapType } from './soap-envelope.ts';

/** Writes envelopes. @param what `stocks.price`, for messages */
export const soapEncoder = (what: string, { soap: options = {}, namespaces = {} }: Api): Encode => {
  const declared = declarations(namespaces);
  const { namespace, qualified = true, action: prefix, header: always = {}, version = '1.1' } = options;
  const payload = ({ operation, content }: SoapCall): string => {
    if (namespace === undefined || operation.includes(':')) return element(operation, content);
    const uri = namespace.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    // With a prefix, what lies within is in no namespace.
    return qualified
      ? element(operation, content, ` xmlns="${uri}"`)
      : element(`m:${operation}`, content, ` xmlns:m="${uri}"`);
  };
  const encode: Encode = (call) => {
    if (!isSoapCall(call)) throw new TypeError(`${what}: its requests are made by soap("Operation", { ... })`);
    const header = Object.entries({ ...always, ...call.header }).map(([name, value]) => element(name, value));
    const action = call.action ?? (prefix === undefined ? '' : prefix + call.operation);
    const type = `${soapType(options)}; charset=utf-8`;
    const quoted = `"${action.replace(/["\\]/g, encodeURIComponent)}"`;
    return {
      bytes: new TextEncoder().encode(inEnvelope(options, payload(call), header.join(''), declared)),
      fixed: true,
      // SOAP 1.1 section 6.1.1 asks for the header, be it empty; SOAP 1.2 part 2 section 7 has a parameter that may be left out.
      ...(version === '1.1'
        ? { type, headers: { soapaction: quoted } }
        : { type: action === '' ? type : `${type}; action=${quoted}` }),
    };
  };
  return Object.assign(encode, { needed: true });
};
