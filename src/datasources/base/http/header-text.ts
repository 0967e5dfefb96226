const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/; // oxlint-disable-line no-control-regex

/** Whether text is a token, as names of headers are (RFC 9110 section 5.1). */
export const isHeaderName = (text: string): boolean => NAME.test(text);

/** Whether text may stand in a header (RFC 9110 section 5.5): on one line, and in Latin-1, as Node sends it. */
export const isHeaderValue = (text: string): boolean => VALUE.test(text);
