import { createHash } from 'node:crypto';
import {
  type Api,
  type Args,
  isOperation,
  type Key,
  type Operation,
  type Page,
  type Request,
  type SourceClass,
} from '../../datasources/base/index.ts';
import { measured } from '../pages.ts';
import type { Question } from './question.ts';

/** The header by which a request says what it was made for. */
export const QUESTION_HEADER = 'breakwater-mock';

/** A source whose requests can be told what they were made for. */
export interface MockedSource {
  readonly Source: SourceClass;
  /** By the value of its header; undefined if it is long ago. */
  readonly questionOf: (id: string | undefined) => Question | undefined;
}

/** Questions that are remembered: more than are ever under way. */
const MAX_QUESTIONS = 10_000;

/** The same source without a credential: an API that is played needs none. */
export const mockedSource = (Source: SourceClass): MockedSource => {
  const questions = new Map<string, Question>();
  const noted = (request: string | Request, question: Question): Request => {
    const { name, keys, args, page } = question;
    const id = createHash('sha256')
      .update(JSON.stringify([name, keys, args, page]))
      .digest('base64url')
      .slice(0, 22);
    questions.delete(id);
    questions.set(id, question);
    for (const oldest of questions.keys()) if (questions.size > MAX_QUESTIONS) questions.delete(oldest);
    const whole = typeof request === 'string' ? { path: request } : request;
    return { ...whole, headers: { ...whole.headers, [QUESTION_HEADER]: id } };
  };
  const { auth: _, required: __, proxy: ___, ...api } = Source.api;
  class Mocked extends Source {
    static override readonly api: Api = api;
    constructor() {
      super();
      for (const [name, value] of Object.entries(this))
        if (isOperation(value)) Object.assign(this, { [name]: Object.freeze(watched(name, value, noted)) });
    }
  }
  Object.defineProperty(Mocked, 'name', { value: Source.name });
  return { Source: Mocked, questionOf: (id) => (id === undefined ? undefined : questions.get(id)) };
};

type Noted = (request: string | Request, question: Question) => Request;

const watched = (name: string, operation: Operation, noted: Noted): Operation => {
  const of = (args: Args, keys: readonly Key[] = []) => ({ name, operation, keys, args });
  if (operation.kind === 'batch') {
    // One request for everything would not say which keys are wanted.
    const { whole, max } = operation;
    const make = (keys: readonly Key[], args: Args) => noted(operation.make(whole ? [] : keys, args), of(args, keys));
    return { ...operation, whole: false, max: whole ? MAX_KEYS : max, make };
  }
  if (operation.kind === 'pages') {
    const make = (args: Args, page: Page) => noted(operation.make(args, page), { ...of(args), page });
    return { ...measured(operation), make };
  }
  const make = (args: Args) => noted(operation.make(args), of(args));
  return { ...operation, make };
};

/** Keys a request, where the real API is asked for all at once. */
const MAX_KEYS = 100;
