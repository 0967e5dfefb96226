import type { Draft } from '../../../src/scaffold/draft.ts';
import { draftOf, listOperations, readOpenApi } from '../../../src/scaffold/openapi/index.ts';
import { ContractError } from '../../../src/schema/index.ts';
import { opened } from '../../scaffold/openapi/opened.ts';

/** What became of a document. */
export interface Judged {
  readonly file: string;
  readonly starts: boolean;
  /** GET operations, and how many of them are fields of the graph. */
  readonly gets: number;
  readonly kept: number;
  /** Fields and answers, and how many of them are JSON although the document says more. */
  readonly fields: number;
  readonly json: number;
  /** How many are JSON at all: also where the document says no more than that there is something. */
  readonly anyJson: number;
  /** Whether a generated query was answered with data and without an error. */
  readonly answered: boolean;
  /** What went wrong, in a few words; undefined if nothing did. */
  readonly reason?: string;
  /** Why operations were left out, or fields are JSON. */
  readonly left: readonly string[];
}

/** A document with more is drafted in part: nobody wants eleven thousand root fields, and such a graph takes minutes to start. */
const MAX_OPERATIONS = 1_500;

const firstLine = (error: unknown): string => {
  if (error instanceof ContractError)
    return error.problems
      .map(({ message }) => message)
      .slice(0, 3)
      .join(' | ');
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
};

/** Fields of objects, and answers; JSON with a note is JSON that says more in the document. */
const jsonIn = ({ types, operations }: Draft) => {
  const fields = types.flatMap((type) => (type.kind === 'object' ? type.fields : []));
  const lost = fields.filter(
    ({ type, notes = [] }) => /\bJSON\b/.test(type) && notes.some(({ kind }) => kind === 'left out'),
  );
  const answers = operations.filter(
    ({ type, notes = [] }) =>
      /\bJSON\b/.test(type) && notes.some(({ kind, says }) => kind === 'left out' && says.includes('JSON')),
  );
  return {
    fields: fields.length + operations.length,
    json: lost.length + answers.length,
    anyJson: [...fields, ...operations].filter(({ type }) => /\bJSON\b/.test(type)).length,
    notes: lost.flatMap(({ notes = [] }) => notes),
  };
};

/** Reads a document whole, starts a gateway over it, and asks it for one thing. */
export const judgedDocument = async (file: string): Promise<Judged> => {
  const nothing = { file, starts: false, gets: 0, kept: 0, fields: 0, json: 0, anyJson: 0, answered: false, left: [] };
  try {
    const document = await readOpenApi(file, { bundle: false });
    const all = listOperations(document);
    const gets = all.filter(({ method }) => method === 'get');
    const kept = gets.filter((each) => each.kept).length;
    const wanted = all.filter((each) => each.kept).slice(0, MAX_OPERATIONS);
    const draft = draftOf(
      document,
      wanted.length < MAX_OPERATIONS
        ? { name: 'api', all: true }
        : { name: 'api', operations: wanted.map(({ id }) => id) },
    );
    const { fields, json, anyJson, notes } = jsonIn(draft);
    const left = [...gets.flatMap(({ why }) => why ?? []), ...notes.map(({ says }) => says)];
    const counted = { ...nothing, gets: gets.length, kept, fields, json, anyJson, left };
    try {
      const { gateway, askAll } = opened(draft, document.root);
      const asked =
        draft.operations.find(({ kind, type }) => kind === 'get' && !/JSON/.test(type)) ??
        draft.operations.find(({ kind }) => kind === 'get' || kind === 'pages') ??
        draft.operations[0];
      const result = await askAll(asked?.name ?? '');
      await gateway.stop();
      const [error] = result.errors ?? [];
      const answered =
        error === undefined &&
        (result.data?.['answer'] !== null || asked?.type === 'JSON' || !['get', 'pages'].includes(asked?.kind ?? ''));
      const reason = error
        ? `${asked?.name}: ${error.message} ${JSON.stringify(error.path)} ${JSON.stringify(error.extensions)}`
        : answered
          ? undefined
          : `${asked?.name}: no data`;
      return { ...counted, starts: true, answered, ...(reason === undefined ? {} : { reason }) };
    } catch (error) {
      return { ...counted, reason: firstLine(error) };
    }
  } catch (error) {
    return { ...nothing, reason: firstLine(error) };
  }
};
