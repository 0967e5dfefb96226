type Headers = Readonly<Record<string, string>>;

/** The directives of a `cache-control` header, by name in lower case; one without a value as `''`. */
export type Directives = ReadonlyMap<string, string>;

const DIRECTIVE = /([^\s,;="]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*)))?/g;

/** What headers say of caching. Of what is said twice the first counts (RFC 9111 section 4.2.1); `pragma` counts where nothing else is said (5.4). */
export const directivesOf = ({ 'cache-control': header, pragma }: Headers): Directives => {
  const directives = new Map<string, string>();
  for (const [, name = '', quoted, plain] of (header ?? pragma ?? '').matchAll(DIRECTIVE)) {
    const known = name.toLowerCase();
    if (!directives.has(known)) directives.set(known, quoted ?? plain ?? '');
  }
  return directives;
};

/** The directives as a header again, in the spelling that everybody can read. */
export const spelled = (directives: Directives): string =>
  [...directives].map(([name, value]) => (/^[\w.-]+$/.test(value) ? `${name}=${value}` : name)).join(', ');

/** A directive's seconds (RFC 9111 section 1.2.2) in milliseconds; undefined if it is not there, or no number. */
export const deltaMs = (directives: Directives, name: string): number | undefined => {
  const text = directives.get(name) ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) * 1000 : undefined;
};
