import type { Entry } from '../entry.ts';

const says = {
  A1: 'the service that gives out tokens fails',
  A2: 'the service that gives out tokens refuses the client',
  A3: 'a token says nonsense of how long it lasts',
  A4: 'every token is refused',
  A5: 'a hundred calls find their token refused at once',
  A6: 'a signature is refused because clocks differ',
} as const;

/** Credentials that have to be renewed. */
export const auth: readonly Entry[] = Object.entries(says).map(([id, what]) => ({
  id,
  says: what,
  cases: [],
  awaits: 'auth refresh',
}));
