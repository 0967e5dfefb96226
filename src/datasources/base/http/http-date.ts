const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = '(?<h>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)';

const forms = [
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d\\d) (?<month>\\w{3}) (?<year>\\d{4}) ${TIME} GMT$`),
  // Obsolete, and still to be read: RFC 850 and asctime.
  new RegExp(
    `^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-(?<month>\\w{3})-(?<year>\\d\\d) ${TIME} GMT$`,
  ),
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<month>\\w{3}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
];

/** An HTTP-date (RFC 9110 section 5.6.7) in milliseconds since 1970, read strictly; `undefined` for anything else. */
export const parseHttpDate = (text: string, nowEpochMs: number): number | undefined => {
  for (const form of forms) {
    const parts = form.exec(text)?.groups;
    if (parts === undefined) continue;
    const month = MONTHS.indexOf(parts['month'] ?? '');
    const day = Number(parts['day']);
    const time = Date.UTC(
      yearOf(parts['year'] ?? '', nowEpochMs),
      month,
      day,
      Number(parts['h']),
      Number(parts['m']),
      Number(parts['s']),
    );
    const real = month >= 0 && new Date(time).getUTCDate() === day && new Date(time).getUTCMonth() === month;
    return real ? time : undefined;
  }
  return undefined;
};

/** Two digits more than 50 years ahead mean the past (RFC 9110 section 5.6.7). */
const yearOf = (digits: string, nowEpochMs: number): number => {
  if (digits.length === 4) return Number(digits);
  const now = new Date(nowEpochMs).getUTCFullYear();
  const year = now - (now % 100) + Number(digits);
  if (year > now + 50) return year - 100;
  return year + 100 <= now + 50 ? year + 100 : year;
};
