const MASK = '***';

/** A URL without the credential it should not have. */
export const shownUrl = (text: string): string => {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === '' && url.password === '') return text;
  url.username = MASK;
  url.password = '';
  return url.href;
};

/** A proxy without the credential it may have; `null` where there is none. */
export const shownProxy = (text: string | undefined): string | null => {
  if (!text?.trim()) return null;
  const value = text.trim();
  return shownUrl(value.includes('://') ? value : `http://${value}`);
};
