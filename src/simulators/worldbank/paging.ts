/** One page of rows, with what the API says of it. */
export interface Page<Row> {
  page: number;
  pages: number;
  perPage: number;
  total: number;
  rows: readonly Row[];
}

/** The page a query asks for, 50 rows unless it says otherwise; undefined when a number is not one the API takes. */
export function pageOf<Row>(query: URLSearchParams, rows: readonly Row[]): Page<Row> | undefined {
  const perPage = wholeNumber(query.get('per_page') ?? '50');
  const page = wholeNumber(query.get('page') ?? '1');
  if (perPage === undefined || page === undefined) return undefined;
  const total = rows.length;
  // A page past the end is empty, not an error.
  return {
    page,
    pages: Math.ceil(total / perPage),
    perPage,
    total,
    rows: rows.slice((page - 1) * perPage, page * perPage),
  };
}

/** A number of at least one. 32,500 is the most the API gives in one page. */
export function wholeNumber(digits: string): number | undefined {
  const number = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  return number >= 1 && number <= 32_500 ? number : undefined;
}
