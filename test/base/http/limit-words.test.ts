import { describe, expect, test } from '@jest/globals';
import { saysLimited } from '../../../src/datasources/base/http/limit-words.ts';

describe('words that speak of a limit, and of none that was reached', () => {
  test.each([
    'You may not change the throttle of others',
    '{"message":"You may not change the throttle of others"}',
    'You do not have permission to edit throttling policies',
    '{"error":"insufficient_scope","scope":"throttling:write"}',
    '{"forbidden":["throttling"],"throttled":false,"throttle":{"rate":10}}',
    'User: arn:aws:iam::123456789012:user/a is not authorized to perform: apigateway:UpdateThrottleSettings',
    'Only admins may unblock throttled users',
    'Only administrators may change rate limits',
    '{"message":"Missing scope","scope":"rate_limit"}',
    '{"error":"forbidden","message":"Your plan does not include custom rate limiting."}',
    '{"message":"Resource not accessible by integration","documentation_url":"https://docs.test/rest/rate-limit#get"}',
    '{"error":{"code":403,"errors":[{"reason":"storageQuotaExceeded"}],"message":"The user\'s Drive storage quota has been exceeded."}}',
    'STORAGE_QUOTA_EXCEEDED',
    'Disk quota exceeded',
    'You have exceeded your storage quota',
    'pods "a" is forbidden: exceeded quota: compute-resources, requested: pods=1, used: pods=10, limited: pods=10',
    'You may not see how many requests others make',
    'Currency rate: limited',
    'unlimited quota',
    '',
  ])('not: %p', (text) => {
    expect(saysLimited(text)).toBe(false);
  });
});

describe('words that say that a limit was reached', () => {
  test.each([
    ['GitHub', '{"message":"API rate limit exceeded for user ID 1."}'],
    ['GitHub, secondary', 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'],
    ['GitHub, before that', '{"message":"You have triggered an abuse detection mechanism."}'],
    ['Google', '{"error":{"errors":[{"domain":"usageLimits","reason":"userRateLimitExceeded"}],"code":403}}'],
    ['Google, in words', 'User Rate Limit Exceeded'],
    ['Google, by day', '{"error":{"errors":[{"reason":"quotaExceeded"}]}}'],
    [
      'Google, by day, in words',
      '{"error":{"errors":[{"reason":"dailyLimitExceeded","message":"Daily Limit Exceeded"}]}}',
    ],
    ['Google Cloud', "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute'"],
    ['Google Cloud, its code', '{"reason":"RATE_LIMIT_EXCEEDED"}'],
    ['Google, in front', 'Rate exceeded.'],
    [
      'Azure API Management',
      '{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 03:14:17."}',
    ],
    ['Azure API Management, by rate', 'Rate limit is exceeded. Try again in 26 seconds.'],
    ['Salesforce', '[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]'],
    ['Mashery', '<h1>Developer Over Qps</h1>'],
    ['Mashery, its code', 'ERR_403_DEVELOPER_OVER_RATE'],
    ['Django REST framework', 'Request was throttled. Expected available in 4 seconds.'],
    ['AWS', '{"__type":"ThrottlingException","message":"Rate exceeded"}'],
    ['AWS, in XML', '<Error><Code>Throttling</Code><Message>no</Message></Error>'],
    ['AWS, in words', 'The request was denied due to request throttling.'],
    ['Amazon', '<Code>RequestThrottled</Code>'],
    ['OneDrive', '{"error":{"code":"activityLimitReached","message":"The request has been throttled"}}'],
    ['Shopify', '{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]}'],
    ['Hypixel', '{"success":false,"throttle":true}'],
    ['WSO2', '<am:message>Message throttled out</am:message>'],
    ['Discord', 'You are being rate limited.'],
    ['Slack', '{"ok":false,"error":"ratelimited"}'],
    ['Stripe', '{"error":{"type":"rate_limit_error"}}'],
    ['a code alone', '{"error":{"code":"rate_limit"}}'],
    ['Dingo', 'You have exceeded your rate limit.'],
    ['a limit without an article', 'Your client exceeded rate limits'],
    ['a code in prose', 'Error: rate-limited'],
    ['words with a time', 'Too many requests in a given amount of time'],
    ['a limit that was hit', "You've hit the API rate limit"],
    ['a limit that was reached', 'Rate limit reached for requests'],
    ['a proxy', 'Throttled, slow down! You exceeded the throttle apiv2/1m'],
    ['a quota of theirs', 'You have exceeded your daily request quota'],
    ['a gateway', '{"error":"API quota has been exceeded"}'],
    ['the words of 429', 'Too Many Requests'],
    ['the words of 429, as a code', 'TooManyRequestsException'],
  ])('%s: %p', (_, text) => {
    expect(saysLimited(text)).toBe(true);
  });
});

test('no text takes long to look at', () => {
  const words = ['exceeded ', 'rate ', 'quota', ' ', '"', 'throttled', 'request ', 'your ', '<code>'];
  for (const word of words) {
    const start = performance.now();
    saysLimited(word.repeat(Math.ceil(2048 / word.length)));
    expect(performance.now() - start).toBeLessThan(200);
  }
});
