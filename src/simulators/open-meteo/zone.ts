import { Refusal } from '../refusal.ts';
import { sampleTime } from '../sample-time.ts';

/** What an answer says of its clock; `offset` in seconds. */
export interface Zone {
  name: string;
  abbreviation: string;
  offset: number;
}

/** The zone of a `timezone` parameter, at the sample time. */
export function zoneOf(asked: string, longitude: number): Zone {
  const name = asked === 'auto' ? nauticalZone(longitude) : asked;
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(spelled(name, 'longOffset')) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  // Node abbreviates GMT as UTC; the API does not.
  const abbreviation = name === 'GMT' ? name : spelled(name, 'short');
  return { name, abbreviation, offset: sign === '-' ? -seconds : seconds };
}

/** `auto` needs a map of borders, which we do not have: 15 degrees an hour will do. POSIX signs, hence the minus. */
function nauticalZone(longitude: number): string {
  const hours = Math.round(longitude / 15);
  return hours === 0 ? 'GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

function spelled(timeZone: string, timeZoneName: 'short' | 'longOffset'): string {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }).formatToParts(sampleTime);
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch {
    throw new Refusal('Invalid timezone');
  }
}
