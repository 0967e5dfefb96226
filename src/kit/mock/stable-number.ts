import { createHash } from 'node:crypto';

/** A whole number below `most` that is the same for the same value, in every process. */
export const stableNumber = (value: unknown, most: number): number =>
  createHash('sha256').update(JSON.stringify(value)).digest().readUInt32BE() % most;
