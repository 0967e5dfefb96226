import { text } from 'node:stream/consumers';
import { UserError } from '../../config/user-error.ts';
import { isUpstreamError } from '../../resilience/index.ts';
import type { Draft } from '../draft.ts';
import { type AskOptions, isAddress, loadText } from '../openapi/load/load-text.ts';
import { draftOfSamples, type SampleOptions, type SampleText } from '../sample/index.ts';
import { withSentHeaders } from './sent-headers.ts';

/** The draft of files, addresses, or standard input (`-`). @param headers sent along to addresses; their values are kept nowhere @throws UserError */
export const draftFromSamples = async (
  places: readonly string[],
  options: SampleOptions,
  headers: Readonly<Record<string, string>> = {},
): Promise<Draft> => {
  if (options.path === undefined && !places.some(isAddress))
    throw new UserError(
      `A sample from a file does not say where it came from: add --base-url https://api.example/v1/ --path 'users/{id}'.`,
    );
  if (options.baseUrl === undefined && !places.some(isAddress))
    throw new UserError('A sample from a file does not say whose it is: add --base-url https://api.example/v1/.');
  const unauthorized = `Send what it asks for with --header 'Authorization: Bearer ...', or pipe its answer in: curl ... | breakwater add ${options.name} --sample - --base-url ... --path ...`;
  const samples = await Promise.all(places.map((place) => readSample(place, { headers, unauthorized })));
  // The operation is taken from the first that has an address.
  const ordered = samples.toSorted((a, b) => Number(b.url !== undefined) - Number(a.url !== undefined));
  if (new Set(samples.map(({ format }) => format)).size > 1)
    throw new UserError('Samples of one operation are all JSON or all XML: add the others by themselves.');
  for (const [i, sample] of samples.entries()) tryOne(sample, places[i] ?? '', options);
  return withSentHeaders(draftOfSamples(ordered, options), headers);
};

const readSample = async (place: string, asking: AskOptions): Promise<SampleText> => {
  const read = place === '-' ? await text(process.stdin) : (await loadText(place, asking)).text;
  const body = read.replace(/^\uFEFF/, '');
  if (body.trim() === '') throw new UserError(`${shown(place)} is empty.`);
  return { text: body, format: /^\s*</.test(body) ? 'xml' : 'json', ...(isAddress(place) ? { url: place } : {}) };
};

/** Says which of the samples cannot be read, and where. */
const tryOne = (sample: SampleText, place: string, options: SampleOptions): void => {
  try {
    draftOfSamples([sample], {
      ...options,
      baseUrl: options.baseUrl ?? 'https://api.example/',
      path: options.path ?? '',
    });
  } catch (error) {
    if (!isUpstreamError(error)) throw error;
    throw new UserError(`${shown(place)} cannot be read: ${error.facts.detail ?? 'it is neither JSON nor XML'}.`);
  }
};

/** A place in messages: an address by its host alone. */
const shown = (place: string): string =>
  place === '-' ? 'Standard input' : isAddress(place) ? `The answer of ${new URL(place).host}` : place;
