import { randomUUID } from 'node:crypto';
import { UpstreamError } from '../../../resilience/index.ts';
import type { Encode } from './encode.ts';
import { type FilePart, isFilePart } from './file-part.ts';
import { flat, formText } from './flat.ts';
import { sound } from './sound.ts';

/** A body as `multipart/form-data` (RFC 7578): a part for each value, nested members named in brackets, files by `filePart`. */
export const encodeMultipart: Encode = (content) => {
  // Nobody who wrote the values could know it, so none of them can hold it.
  const boundary = `breakwater-${randomUUID()}`;
  const parts = flat(content, '', isFilePart).flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\n${headOf(sound(name), value)}\r\n\r\n`),
    isFilePart(value) ? value.bytes : Buffer.from(sound(formText(value))),
    Buffer.from('\r\n'),
  ]);
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { bytes, type: `multipart/form-data; boundary=${boundary}`, fixed: true };
};

const headOf = (name: string, value: unknown): string => {
  const disposition = `content-disposition: form-data; name="${quoted(name)}"`;
  if (!isFilePart(value)) return disposition;
  return `${disposition}; filename="${quoted(sound(value.name))}"\r\ncontent-type: ${typeOf(value)}`;
};

/** As WHATWG HTML has it ("multipart form data"): what would end the name, or the line, is written in percent. */
const quoted = (text: string): string =>
  text.replace(/["\r\n]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

const typeOf = ({ type }: FilePart): string => {
  if (/^[\w.+-]+\/[\w.+-]+(; ?[\w.-]+=[\w.-]+)*$/.test(type)) return type;
  throw new UpstreamError('unsafe', { sent: 'no', detail: 'the type of a file is no media type' });
};
