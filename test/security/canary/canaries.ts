/** Where a secret is put. Each has a value of its own, so that a leak says where it came from. */
export const places = [
  'url',
  'query',
  'bearer',
  'header',
  'cookie',
  'argument',
  'answerHeader',
  'answerBody',
  'answerValue',
] as const;
export type Place = (typeof places)[number];

/** What every form of a canary holds: letters and digits, so that it may stand anywhere, in any case. */
export const coreOf = (place: Place): string => `cnry${place.toLowerCase()}7f3a9c`;

/** A secret as secrets look: not all of it can stand in a URL as it is. */
export const canary = (place: Place): string => `${coreOf(place)}=+`;

/** A text as it looks in Base64, wherever it begins in what was encoded: what depends on its neighbours is left out. */
const inBase64 = (text: string): readonly string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + text).toString('base64');
    const whole = Math.floor((offset + text.length) / 3) * 4;
    return encoded.slice(offset === 0 ? 0 : 4, whole);
  });

const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** How a secret may look: in any case, or exactly so. */
const forms = places.map((place) => {
  const core = coreOf(place);
  return {
    place,
    inAnyCase: [core, percentEncoded(core), Buffer.from(core).toString('hex')],
    exactly: inBase64(core),
  };
});

/** The secrets that a text holds, plain or encoded. */
export const secretsIn = (text: string): readonly Place[] => {
  const lower = text.toLowerCase();
  return forms
    .filter(
      ({ inAnyCase, exactly }) =>
        inAnyCase.some((form) => lower.includes(form)) || exactly.some((form) => text.includes(form)),
    )
    .map(({ place }) => place);
};
