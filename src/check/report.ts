import type { Finding } from './finding.ts';

/** Findings as text, under the files they stand in. */
export const report = (findings: readonly Finding[]): string =>
  [...Map.groupBy(findings, ({ file }) => file)]
    .map(([file, its]) => [file, ...its.flatMap(linesOf), ''].join('\n'))
    .join('\n');

const linesOf = ({ level, line, column, message, fix }: Finding): readonly string[] => [
  `  ${[place(line, column), level].filter((word) => word !== '').join(' ')}  ${message}`,
  ...(fix === undefined ? [] : [`    ${fix}`]),
];

const place = (line: number | undefined, column: number | undefined): string =>
  [line ?? [], column ?? []].flat().join(':');

/** `2 errors, 1 warning`; empty if there are none. */
export const countedFindings = (findings: readonly Finding[]): string =>
  (['error', 'warning'] as const)
    .flatMap((level) => {
      const count = findings.filter((each) => each.level === level).length;
      return count === 0 ? [] : [`${count} ${level}${count === 1 ? '' : 's'}`];
    })
    .join(', ');
