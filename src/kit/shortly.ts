/** A line is read at a glance: what is longer is of no use in it. */
const MOST = 100;

/** Text for a line of a report, cut where it is too long. */
export const shortly = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, MOST - 3)}...`);
