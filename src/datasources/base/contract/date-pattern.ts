const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The tokens of a pattern, each with what it matches. English names. */
const tokens: Readonly<Record<string, string>> = {
  yyyy: String.raw`(?<year>\d{4})`,
  MMM: `(?<name>${MONTHS.join('|')})`,
  MM: String.raw`(?<month>\d{2})`,
  dd: String.raw`(?<day>\d{2})`,
  HH: String.raw`(?<hour>\d{2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})`,
  SSS: String.raw`(?<fraction>\d{3})`,
  Z: String.raw`(?<offset>Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)`,
  EEE: `(?<weekday>${DAYS.join('|')})`,
};

const TOKEN = /yyyy|MMM|MM|dd|HH|mm|SSS|ss|Z|EEE/g;

/** What each scalar must find in its pattern, and how it is then written in ISO 8601. */
const needs: Readonly<Record<string, readonly string[]>> = {
  Date: ['yyyy', 'dd'],
  DateTime: ['yyyy', 'dd', 'HH', 'mm', 'Z'],
  LocalDateTime: ['yyyy', 'dd', 'HH', 'mm'],
  Time: ['HH', 'mm'],
};

/**
 * Reads dates spelled by a pattern of fixed tokens (`yyyy MM MMM dd HH mm ss SSS Z EEE` and literal characters) into ISO 8601.
 * Undefined when the pattern lacks what the scalar needs, or says something twice.
 */
export const patternReader = (pattern: string, scalar: string): ((text: string) => string | undefined) | undefined => {
  const found: readonly string[] = pattern.match(TOKEN) ?? [];
  const hasMonth = scalar === 'Time' || found.includes('MM') !== found.includes('MMM');
  if (new Set(found).size !== found.length || !hasMonth || !needs[scalar]?.every((token) => found.includes(token)))
    return undefined;
  // What is left of a token nobody knows (`yy`, `h`) would be matched as it stands, that is never.
  if (/[yMdHhmsSEa]/.test(pattern.replace(TOKEN, ''))) return undefined;
  const source = pattern.replace(/yyyy|MMM|MM|dd|HH|mm|SSS|ss|Z|EEE|[^\w\s]/g, (part) => tokens[part] ?? `\\${part}`);
  const shape = new RegExp(`^${source}$`);
  return (text) => {
    const parts = text.length > 64 ? undefined : shape.exec(text)?.groups;
    return parts && write(parts, scalar);
  };
};

const write = (parts: Readonly<Record<string, string | undefined>>, scalar: string): string | undefined => {
  const { year, day, hour = '00', minute = '00', second = '00', fraction, offset } = parts;
  const month = parts['name'] ? String(MONTHS.indexOf(parts['name']) + 1).padStart(2, '0') : parts['month'];
  const date = `${year}-${month}-${day}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  const time = `${hour}:${minute}:${second}${fraction ? `.${fraction}` : ''}`;
  if (scalar !== 'Time' && midnight.getUTCDate() !== Number(day)) return undefined;
  // One of the two is wrong, and nobody knows which.
  if (scalar !== 'Time' && parts['weekday'] && DAYS[midnight.getUTCDay()] !== parts['weekday']) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const zone = offset?.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') ?? '';
  return { Date: date, Time: time, LocalDateTime: `${date}T${time}`, DateTime: `${date}T${time}${zone}` }[scalar];
};
