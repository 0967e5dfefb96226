import type { Encode } from './encode.ts';
import { flat, formText } from './flat.ts';
import { sound } from './sound.ts';

/** A body as `application/x-www-form-urlencoded` (WHATWG URL, section 5), nested members in brackets, as PHP, Rails and Stripe read them. */
export const encodeForm: Encode = (content) => {
  const pairs = flat(content).map(([name, value]) => `${encoded(name)}=${encoded(formText(value))}`);
  return { bytes: new TextEncoder().encode(pairs.join('&')), type: 'application/x-www-form-urlencoded' };
};

const encoded = (text: string): string => encodeURIComponent(sound(text));
