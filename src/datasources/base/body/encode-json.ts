import type { Encode } from './encode.ts';
import { sound } from './sound.ts';

/** A body in JSON (RFC 8259). Members that are undefined are left out, null is written. */
export const encodeJson: Encode = (content) => ({
  bytes: new TextEncoder().encode(sound(JSON.stringify(content))),
  type: 'application/json',
});
