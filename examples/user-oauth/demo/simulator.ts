import type { Simulator } from 'breakwater';
import { events } from './events.ts';

/** The calendar, in which everybody is Ada: a simulator asks nobody to sign in. Sample data. */
export const simulator: Simulator = {
  name: 'calendar',
  basePath: '/v1/',
  answer: ({ path }) =>
    path === 'events'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ items: events['ada'] }) }
      : { status: 404, body: '' },
};
