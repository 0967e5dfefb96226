import type { GoodAnswer } from './fault.ts';
import { withScalars } from './json-text.ts';
import { withTexts } from './xml-text.ts';

/** The answer with every key that was asked for replaced by one that was not; `undefined` if it holds none of them as they were asked. */
export const withOtherKeys = ({ body, format, keys }: GoodAnswer): Buffer | undefined => {
  const text = body.toString();
  const others = new Map(keys.map((key) => [key, otherThan(key)]));
  const changed =
    format === 'json' ? withScalars(text, others) : withTexts(text, (each) => others.get(each.trim()) ?? each);
  return changed === withUnchanged(text, format) ? undefined : Buffer.from(changed);
};

const withUnchanged = (text: string, format: GoodAnswer['format']): string =>
  format === 'json' ? withScalars(text, new Map()) : text;

/** Of the same form; not among the few others that are asked for together, which differ by one or two. */
const otherThan = (key: string): string =>
  key.replace(/[a-z\d](?=[^a-z\d]*$)/i, (last) => {
    const digits = /\d/.test(last) ? '0123456789' : last === last.toLowerCase() ? LETTERS : LETTERS.toUpperCase();
    return digits[(digits.indexOf(last) + 5) % digits.length] ?? last;
  });

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
