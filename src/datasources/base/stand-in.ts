import type { ReaderOptions } from './answer-reader.ts';
import { type NoSample, sampleDocument } from './contract/sample/sample-document.ts';
import { formatOf } from './enveloped.ts';
import { languageOf } from './language.ts';

/** A document that stands in for an answer nobody asks for; or why there can be none. */
export type StandIn = { readonly body: string; readonly contentType: string } | NoSample;

/**
 * What a rehearsal answers with where it must not ask: what the author of the operation recorded, else what the contract reads as one row. Made
 * when it is first needed.
 */
export const standInOf = (options: Omit<ReaderOptions, 'problem'>): (() => StandIn) => {
  let made: StandIn | undefined;
  return () => (made ??= make(options));
};

const make = (options: Omit<ReaderOptions, 'problem'>): StandIn => {
  const { api, name, operation } = options;
  const { sample, kind } = operation;
  if (sample) return { body: sample.body, contentType: `application/${languageOf(formatOf(operation, api))}` };
  // Which rows those are, only the function knows that spells them in a request.
  if (kind === 'batch' || kind === 'pages') return { cannot: `${api.name}.${name} is asked for certain rows` };
  return sampleDocument({ ...options, rows: [{}] });
};
