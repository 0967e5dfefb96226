/** A place on the earth, in degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** The radius of the earth taken for a ball, in km. */
const radius = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** The distance over ground, in km, by the haversine formula: exact also for points close to each other. */
export function distanceKm(one: Point, other: Point): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const cosines = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude));
  const chord = half(one.latitude, other.latitude) + cosines * half(one.longitude, other.longitude);
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Where one arrives after so many km, setting out in the direction of `bearing` (in degrees, clockwise from north). */
export function travel({ latitude, longitude }: Point, km: number, bearing: number): Point {
  const arc = km / radius;
  const from = radians(latitude);
  const to = Math.asin(Math.sin(from) * Math.cos(arc) + Math.cos(from) * Math.sin(arc) * Math.cos(radians(bearing)));
  const east = Math.sin(radians(bearing)) * Math.sin(arc) * Math.cos(from);
  const turned = longitude + degrees(Math.atan2(east, Math.cos(arc) - Math.sin(from) * Math.sin(to)));
  return { latitude: degrees(to), longitude: ((turned + 540) % 360) - 180 };
}
