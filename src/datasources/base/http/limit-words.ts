/** Quotas of what is stored are no limits of calls: waiting is no cure. */
const QUOTA = '(?<!(?:storage|disk|space|mailbox|drive|file)[ _-]?)quota';
const RATE_LIMIT = 'rate[ _-]?limit';
const IS = '(?:[ _-](?:is|was|has been|have been))?[ _-]?';
/** Between "you have exceeded" and the limit: "your", "a secondary", "the daily request". */
const WORDS = String.raw`(?:[\w'’-]{1,20} ){0,3}`;

/**
 * What APIs say when a limit was reached; each asks for a verb, or for the place of a code. A limit that is only named is what a refusal is about:
 * "You may not change the rate limit of others".
 */
const sayings: readonly RegExp[] = [
  // "API rate limit exceeded", "userRateLimitExceeded", "rate_limit_error"; "You are being rate limited", "ratelimited".
  `${RATE_LIMIT}${IS}(?:exceeded|reached|hit\\b|error|violat)`,
  `(?:^|being |been |are |was |[:,.] |["'>_])${RATE_LIMIT}ed`,
  `(?:exceeded|exceeds|reached|hit) ${WORDS}${RATE_LIMIT}`,
  'abuse detection mechanism',
  `(?:^|["'>])\\s*rate exceeded`,
  // "Quota exceeded for ...", "You have exceeded your daily request quota"; of Azure API Management.
  `${QUOTA}${IS}(?:limit${IS})?exceeded`,
  `exceeded (?:your|the|its|our) ${WORDS}${QUOTA}`,
  'out of call volume quota',
  // Of Google and Salesforce; of Mashery.
  '(?:daily|hourly|requests?|calls?)[ _-]?limit[ _-]?exceeded',
  'developer[ _]over[ _](?:qps|rate)',
  'too[ _-]?many[ _-]?(?:api[ _-]?)?(?:requests|calls)',
  // "Request was throttled", "RequestThrottled", "Message throttled out", "denied due to request throttling", "ThrottlingException".
  `(?:request|message|call|client|was|been|being|you are)[ _-]?throttled`,
  '^\\W*throttled',
  'due to (?:request |api )?throttling',
  'throttl(?:ing|ed)[ _-]?(?:exception|error|exceeded)|throttl(?:e|ing) (?:rate |limit ){0,2}(?:exceeded|reached)',
  '"throttled?"\\s*:\\s*true',
  // In the place of a code: {"code": "THROTTLED"}, <Code>Throttling</Code>.
  `(?:"(?:error|code|type|reason|status|message|title)"\\s*:\\s*"|<(?:\\w{1,20}:)?(?:code|error|reason|message)>)\\s*(?:throttl(?:ed|ing)|${RATE_LIMIT}(?:ing)?)\\s*["<]`,
].map((pattern) => new RegExp(pattern, 'i'));

/** Whether a text says that a limit of calls was reached. */
export const saysLimited = (text: string): boolean => sayings.some((saying) => saying.test(text));
