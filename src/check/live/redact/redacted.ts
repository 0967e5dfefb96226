import { decodeText, type Language, parseJson, readLenientXml, readXml } from '../../../datasources/base/index.ts';
import { redactedJson } from './redacted-json.ts';
import { redactText } from './redacted-text.ts';
import { redactedXml } from './redacted-xml.ts';

/** An answer as it came. */
export interface AnswerToRedact {
  readonly body: Uint8Array;
  readonly contentType: string | undefined;
  readonly language: Language;
  /** XML that is not well-formed, and read even so. @default false */
  readonly lenient?: boolean;
}

/**
 * The text of an answer without what is secret: these secrets wherever they stand, values under names like `password` or `api_key`, and
 * credentials in URLs. @throws UpstreamError for what is no document
 */
export const redacted = (
  { body, contentType, language, lenient }: AnswerToRedact,
  secrets: readonly string[],
): string => {
  const text = decodeText(body, contentType, language);
  const redact = redactText(secrets);
  if (language === 'json') return `${redactedJson(parseJson(text, { exact: true }), redact)}\n`;
  const written = redactedXml(redact);
  (lenient ? readLenientXml : readXml)(text, written);
  return written.written();
};
