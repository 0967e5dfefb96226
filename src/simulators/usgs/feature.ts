import type { Quake } from './events.ts';

const site = 'https://earthquake.usgs.gov';

/** An event as the API writes it. Properties nobody fills in for a small quake are null there too. */
export function feature({ code, magnitude, place, time, latitude, longitude, depth }: Quake) {
  const id = `us${code}`;
  const strength = magnitude ?? 0;
  return {
    type: 'Feature',
    properties: {
      mag: magnitude,
      place,
      time,
      updated: time + 1_800_000,
      tz: null,
      url: `${site}/earthquakes/eventpage/${id}`,
      detail: `${site}/fdsnws/event/1/query?eventid=${id}&format=geojson`,
      felt: strength >= 5 ? Math.round(strength ** 3) : null,
      cdi: strength >= 5 ? strength - 2 : null,
      mmi: null,
      alert: strength >= 5.5 ? (strength >= 7 ? 'yellow' : 'green') : null,
      status: strength >= 4.5 ? 'reviewed' : 'automatic',
      tsunami: strength >= 6.5 && depth < 70 ? 1 : 0,
      sig: Math.round((strength * strength * 1000) / 65),
      net: 'us',
      code,
      ids: `,${id},`,
      sources: ',us,',
      types: ',origin,phase-data,',
      nst: null,
      dmin: null,
      rms: null,
      gap: null,
      magType: magnitude === null ? null : strength >= 6 ? 'mww' : strength >= 4 ? 'mb' : 'ml',
      type: 'earthquake',
      title: `M ${magnitude?.toFixed(1) ?? '?'} - ${place}`,
    },
    geometry: { type: 'Point', coordinates: [longitude, latitude, depth] },
    id,
  };
}
