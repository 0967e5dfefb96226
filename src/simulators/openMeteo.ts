/**
 * Open-Meteo, weather forecast API, version 1.
 * Documentation: https://open-meteo.com/en/docs
 *
 * True: the form of the answers, the units, the words of most errors. Made up: the weather, plausible by latitude for a
 * day in November 2026, and the elevations. The clock stands still at 2026-11-20T12:00Z.
 * Unverified, for want of a live host: the words of the error for an unknown variable. Left out: units other than the
 * default ones (refused), `past_days`, `start_date`, models, and the real borders of time zones for `timezone=auto`.
 */
import { json, notFound, readOnly } from './answers.ts';
import { forecast } from './open-meteo/forecast.ts';
import { questionOf } from './open-meteo/question.ts';
import { Refusal } from './refusal.ts';
import type { SimulatedAnswer, Simulator } from './simulator.ts';

export const simulator: Simulator = {
  name: 'openMeteo',
  basePath: '/v1/',
  answer: readOnly(({ path, query }) => (path === 'forecast' ? answer(query) : notFound(path))),
};

function answer(query: URLSearchParams): SimulatedAnswer {
  try {
    const question = questionOf(query);
    const [only, ...others] = question.spots.map(({ spot, zone }, index) => forecast(question, spot, zone, index));
    return json(others.length === 0 ? only : [only, ...others]);
  } catch (cause) {
    if (cause instanceof Refusal) return json({ error: true, reason: cause.message }, 400);
    throw cause;
  }
}
