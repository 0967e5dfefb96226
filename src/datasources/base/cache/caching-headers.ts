type Headers = Readonly<Record<string, string>>;

const NAMES = ['age', 'cache-control', 'date', 'etag', 'expires', 'last-modified', 'pragma', 'vary'];

/** The headers of a response that caching goes by. */
export const cachingHeaders = (headers: Headers): Headers =>
  Object.fromEntries(NAMES.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));

/** What is known of an answer after it was confirmed (RFC 9111 section 3.2). Its old age ended with that. */
export const confirmedHeaders = (known: Headers, confirmation: Headers): Headers => {
  const { age: _age, date: _date, ...lasting } = known;
  return { ...lasting, ...cachingHeaders(confirmation) };
};

const withoutWeakness = (etag: string | undefined): string | undefined => etag?.replace(/^W\//, '');

/** Whether a confirmation speaks of another answer than the one that was asked about. */
export const speaksOfAnother = (known: Headers, { etag }: Headers): boolean =>
  etag !== undefined && withoutWeakness(etag) !== withoutWeakness(known['etag']);
