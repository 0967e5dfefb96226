/** Something that a check has found. */
export interface Finding {
  /** An error keeps the graph from starting, or breaks its clients; a warning is advice. */
  readonly level: 'error' | 'warning';
  /** The file it stands in, from the working directory; the name of a part where no file is known. */
  readonly file: string;
  /** From 1. @default not known */
  readonly line?: number;
  /** From 1. @default not known */
  readonly column?: number;
  /** What it is about: a field, a source, a variable. @default it is in the message */
  readonly place?: string;
  readonly message: string;
  /** What to do about it. @default nothing is known */
  readonly fix?: string;
}

/** A place as `file:line:column`, taken apart. */
export const placed = (place: string): Pick<Finding, 'file' | 'line' | 'column'> => {
  const [, file, line, column] = /^(.*?):(\d+):(\d+)$/.exec(place) ?? [];
  return file === undefined ? { file: place } : { file, line: Number(line), column: Number(column) };
};
