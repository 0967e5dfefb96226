import { inOneLine, listOperations, readOpenApi } from '../../scaffold/index.ts';
import { withProgress } from '../with-progress.ts';

/** Prints the operations of a document. */
export const printOperations = async (source: string): Promise<number> => {
  const operations = listOperations(await withProgress('Reading the document', () => readOpenApi(source)));
  // Each in one line, and without what a terminal takes for commands.
  const rows = operations.map(({ id, method, path, summary = '', why }) => ({
    id: inOneLine(id),
    asked: `${method.toUpperCase().padEnd(6)} ${inOneLine(path)}`,
    says: inOneLine(why === undefined ? summary : `(left out: ${why})`),
  }));
  const width = Math.min(
    50,
    rows.reduce((most, { id }) => Math.max(most, id.length), 0),
  );
  const lines = rows.map(({ id, asked, says }) => `${id.padEnd(width)}  ${asked}${says === '' ? '' : `  ${says}`}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};
