/**
 * USGS Earthquake Catalog, the FDSN event web service, version 1.
 * Documentation: https://earthquake.usgs.gov/fdsnws/event/1/ and
 * https://earthquake.usgs.gov/earthquakes/feed/v1.0/geojson.php
 *
 * True: the form of the answers, and where the earth shakes. Made up: every event, labelled so in `metadata.title`; their
 * ids start with `ussim`, which no real event's does, so their links lead nowhere.
 * Unverified, for want of a live host: the words of the refusals, apart from those for numbers and dates out of range.
 * Left out: every format but geojson (refused), rectangles, `offset`, `eventid`, and the endpoints beside `query`.
 */
import { json, notFound, readOnly, text } from './answers.ts';
import { Refusal } from './refusal.ts';
import { sampleTime } from './sample-time.ts';
import type { SimulatedAnswer, Simulator } from './simulator.ts';
import { events } from './usgs/events.ts';
import { feature } from './usgs/feature.ts';
import { select } from './usgs/query.ts';

const service = 'https://earthquake.usgs.gov/fdsnws/event/1';
const version = '2.7.0';

export const simulator: Simulator = {
  name: 'usgs',
  basePath: '/fdsnws/event/1/',
  answer: readOnly(({ path, query }) => (path === 'query' ? answer(query) : notFound(path))),
};

function answer(query: URLSearchParams): SimulatedAnswer {
  try {
    const features = select(events, query).map(feature);
    const metadata = {
      generated: sampleTime,
      url: `${service}/query?${query.toString()}`,
      title: 'USGS Earthquakes (sample data made up by a simulator)',
      status: 200,
      api: version,
      count: features.length,
    };
    return json({ type: 'FeatureCollection', metadata, features });
  } catch (cause) {
    if (cause instanceof Refusal) return text(refused(cause.message, query), 400);
    throw cause;
  }
}

function refused(reason: string, query: URLSearchParams): string {
  return `Error 400: Bad Request

${reason}

Usage details are available from ${service}

Request:
/fdsnws/event/1/query?${query.toString().replaceAll('&', '&amp;')}

Request Submitted:
${new Date(sampleTime).toISOString().replace('.000Z', '+00:00')}

Service version:
${version}
`;
}
