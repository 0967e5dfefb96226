const MAX_NAMES = 8;
const NAME = /^[\w@.$-]{1,64}$/;

/**
 * The names that lead to a field: from a JSON pointer (RFC 6901, `#/a/0`, `/a/0`), a path (`a[0].b`, `a.0.b`) or one name. Undefined for text
 * that is none of these: it might be anything.
 */
export const namesOf = (text: string): readonly string[] | undefined => {
  if (text.length > 256) return undefined;
  const pointer = /^#?\/(.*)$/.exec(text)?.[1];
  const names =
    pointer === undefined
      ? text.replace(/^\$\.?/, '').split(/[.[\]]+/)
      : pointer.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const kept = names.filter((name) => name !== '');
  return kept.length > 0 && kept.length <= MAX_NAMES && kept.every((name) => NAME.test(name)) ? kept : undefined;
};
