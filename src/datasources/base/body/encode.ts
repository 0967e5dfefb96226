import type { BodyFormat } from '../operation/operation.ts';
import { encodeForm } from './encode-form.ts';
import { encodeJson } from './encode-json.ts';
import { encodeMultipart } from './encode-multipart.ts';
import { xmlEncoder } from './encode-xml.ts';

/** The body of a request, made once for all its attempts. */
export interface Encoded {
  readonly bytes: Uint8Array;
  /** Its `content-type`. */
  readonly type: string;
  /** Whether no other type would be true: it names the boundary between parts. */
  readonly fixed?: boolean;
  /** Headers that go with it. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes what the request function gave as `body`. @throws UpstreamError `unsafe`, for a value that cannot be written */
export interface Encode {
  (content: unknown): Encoded;
  /** Whether there is no request without a body. @default false */
  readonly needed?: boolean;
}

/** How a format writes bodies. @param namespaces by prefix; XML only */
export const encoderOf = (format: BodyFormat, namespaces: Readonly<Record<string, string>> = {}): Encode => {
  if (format === 'xml') return xmlEncoder(namespaces);
  return { json: encodeJson, form: encodeForm, multipart: encodeMultipart }[format];
};
