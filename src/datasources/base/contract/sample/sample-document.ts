import { isUpstreamError } from '../../../../resilience/index.ts';
import { answerReader, type ReaderOptions } from '../../answer-reader.ts';
import { inItsEnvelope } from '../../enveloped.ts';
import type { AnswerReader } from '../../http-call.ts';
import { tellNothing } from '../own-words.ts';
import { type AnswerToMake, answerToMake, type Planted } from './answer-to-make.ts';
import { Conflict } from './conflict.ts';
import { draftText, waysOf } from './draft-text.ts';
import type { Lacking, Row } from './filling.ts';
import { whyUnfit } from './why-unfit.ts';

/** Of which operation, and with what, a document is made. */
export interface SampleOptions extends Omit<ReaderOptions, 'problem'> {
  /**
   * The rows of the answer, each with the values that must stand in it: `{ code: 'JP' }`. Everything else is made up, and never null.
   * An operation that answers with one object takes the first.
   */
  readonly rows: readonly Row[];
  /** What is made up depends on the number of a row: so rows can change places, and stay what they were. @default their places, from 0 */
  readonly numbers?: readonly number[];
  /** Values beside the rows, where the next page lies for one. @default none */
  readonly plant?: readonly Planted[];
  /** How every value that may be null is left out. @default it is made up */
  readonly lacking?: Lacking | undefined;
}

/** A document as the API could have sent it. */
export interface Sample {
  readonly body: string;
  readonly contentType: string;
  /** What the operation's own reader makes of it, before `transform`: a record for each row, or the scalars of an answer without fields. */
  readonly records: readonly unknown[];
}

/** Why there is no such document. */
export interface NoSample {
  readonly cannot: string;
}

/**
 * The contract read backwards: a well-formed document in the source's own language, from which the operation reads just these rows, without a
 * misfit. The same for the same options. @throws PathSyntaxError
 */
export const sampleDocument = ({ rows, numbers, plant, lacking, ...options }: SampleOptions): Sample | NoSample => {
  const problems: string[] = [];
  const reader = answerReader({ ...options, problem: (what, message) => problems.push(`${what}: ${message}`) });
  const [problem] = problems;
  if (problem !== undefined) return { cannot: problem };
  const answer = answerToMake(options, rows, { numbers, plant, lacking });
  let cannot: string | undefined;
  for (const way of waysOf(answer)) {
    try {
      return readBack(answer, inItsEnvelope(draftText(answer, way), options.operation, options.api), reader);
    } catch (error) {
      if (!(error instanceof Conflict) && !isUpstreamError(error)) throw error;
      // The likeliest way has the likeliest reason.
      cannot ??= isUpstreamError(error) ? (error.facts.detail ?? error.kind) : error.message;
    }
  }
  return { cannot: cannot ?? `${answer.what}: there is no way to make its answer` };
};

/** Whether a document can be made is known once it is read. @throws Conflict, UpstreamError */
const readBack = (
  answer: AnswerToMake,
  { body, contentType }: ReturnType<typeof inItsEnvelope>,
  { parse, findFault, read }: AnswerReader,
): Sample => {
  const document = parse(new TextEncoder().encode(body), contentType);
  if (findFault?.(document, tellNothing))
    throw new Conflict(`${answer.what}: its answer would be taken for an error of the API`);
  const { value } = read(document, tellNothing);
  const records: readonly unknown[] = Array.isArray(value) ? value : [value];
  const reason = whyUnfit(answer, records);
  if (reason !== undefined) throw new Conflict(reason);
  return { body, contentType, records };
};
