import { Digits, isSecretName } from '../../../datasources/base/index.ts';
import { REDACTED, type RedactText } from './redacted-text.ts';

/** A number in the digits it came in, as `JSON.stringify` writes it; TypeScript does not know it yet. */
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => object }).rawJSON;

/** A JSON document as text again, without what is secret. Values keep their kinds, so that a contract still reads them. */
export const redactedJson = (document: unknown, redact: RedactText): string =>
  JSON.stringify(redactedValue(document, redact, false), null, 2);

const redactedValue = (value: unknown, redact: RedactText, secret: boolean): unknown => {
  if (value instanceof Digits) return secret || redact(value.source) !== value.source ? 0 : rawJson(value.source);
  if (typeof value === 'string') return secret && value !== '' ? REDACTED : redact(value);
  // A credential may be a number.
  if (typeof value === 'number') return secret || redact(String(value)) !== String(value) ? 0 : value;
  if (Array.isArray(value)) return value.map((item) => redactedValue(item, redact, secret));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      redact(name),
      redactedValue(member, redact, secret || isSecretName(name)),
    ]),
  );
};
