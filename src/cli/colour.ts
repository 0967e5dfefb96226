/** Whether a stream shows colours: a terminal, unless `NO_COLOR` is set (https://no-color.org). */
export const hasColour = ({ isTTY }: { readonly isTTY?: boolean }): boolean =>
  isTTY === true && (process.env['NO_COLOR'] ?? '') === '';

const codes: Readonly<Record<string, string>> = { '-': '31', '+': '32', '@': '36' };

/** A unified diff, with what goes in red and what comes in green. */
export const colouredDiff = (diff: string, coloured: boolean): string =>
  coloured ? diff.replace(/^[-+@].*$/gm, (line) => `\u001b[${codes[line.charAt(0)] ?? '0'}m${line}\u001b[0m`) : diff;
