const BRAND = Symbol.for('breakwater.FilePart');

/** A file in a body of the format `multipart`. */
export interface FilePart {
  readonly [BRAND]: true;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A file as a value of a `multipart` body: `body: { photo: filePart('me.png', bytes, 'image/png') }`. @param type @default 'application/octet-stream' */
export const filePart = (name: string, bytes: Uint8Array, type = 'application/octet-stream'): FilePart => ({
  [BRAND]: true,
  name,
  type,
  bytes,
});

export const isFilePart = (value: unknown): value is FilePart =>
  typeof value === 'object' && value !== null && BRAND in value;
