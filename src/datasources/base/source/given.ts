/** What was really given: an option set to `undefined` is an option left out, and must not hide its default. */
export const given = <T extends object>(options: T | undefined): T =>
  Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== undefined)) as T;
