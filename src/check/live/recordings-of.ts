import { type Environment, languageOf, operationsOf, type SourceClass } from '../../datasources/base/index.ts';
import type { AskedSource } from './live-report.ts';
import { redacted } from './redact/redacted.ts';

/** One answer, fit to be kept. */
export interface Recording {
  /** `worldbank.country.json` */
  readonly file: string;
  readonly text: string;
  /** Whether the contract reads it as well as the answer itself: what was taken out may have been a date. */
  readonly fits: boolean;
}

/** The answers that could be read, without what is secret. */
export const recordingsOf = (
  asked: readonly AskedSource[],
  sources: readonly SourceClass[],
  environment: Environment,
): readonly Recording[] =>
  asked.flatMap(({ source, asked: its }) => {
    const Source = sources.find(({ api }) => api.name === source);
    if (!Source) return [];
    const { api } = Source;
    const operations = operationsOf(Source);
    const held = [...(api.auth?.variables ?? []), ...(api.proxy ? [api.proxy.env] : [])].flatMap(
      (name) => environment[name] ?? [],
    );
    return its.flatMap(({ operation, answer, drifts }) => {
      if (!answer) return [];
      const language = languageOf(operations.get(operation)?.format ?? api.format ?? 'json');
      const text = redacted({ ...answer, language, lenient: api.xml === 'lenient' }, [...held, ...answer.tokens]);
      return [{ file: `${source}.${operation}.${language}`, text, fits: answer.driftsIn(text) <= drifts.length }];
    });
  });
