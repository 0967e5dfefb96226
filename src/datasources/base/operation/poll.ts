import { asUpstreamError, type Clock, sleep, UpstreamError } from '../../../resilience/index.ts';
import type { Answer } from '../answer.ts';
import { belowBase } from '../pages/below-base.ts';
import type { Scope } from '../scope.ts';
import type { Ask, Built } from './ask.ts';

/** How an answer of HTTP 202 is waited for. */
export interface Poll {
  /** The pause between two looks at a job, in milliseconds, at least 100; what the API says in Retry-After wins. */
  readonly everyMs: number;
}

/** What HTTP 202 said: the work was taken on, and is not done (RFC 9110 section 15.3.3). */
export interface Pending {
  /** Where its state is looked at, as it was sent. */
  readonly location: string | undefined;
  /** When to look again, in milliseconds. */
  readonly waitMs: number | undefined;
}

/** What polling takes beside asking. */
export interface AskPolls {
  /** Where a job is looked at. @throws UpstreamError `redirected` for another place, `protocol` for what is no URL */
  next(from: URL, location: string): URL;
  /** @throws UpstreamError `outOfTime` at once where the operation ends before it; the scope's reason if it is aborted */
  pause(ms: number, scope: Scope): Promise<void>;
  /** Looks once: a call of its own, neither shared nor kept. @throws UpstreamError */
  look(at: Built, scope: Scope): Promise<Answer>;
}

const MIN_MS = 100;
/** A job that is not done by then is not waited for: each look is a call that others pay for. */
export const MAX_LOOKS = 100;

/** The answer itself, or that which the job comes to: looked at where the 202 points, until it is another status or time is over. */
export const settled = async (
  poll: Poll | undefined,
  built: Built,
  first: Answer,
  { polls }: Ask,
  scope: Scope,
): Promise<Answer> => {
  if (!poll || !first.pending) return first;
  try {
    let at = built;
    let answer = first;
    for (let looks = 0; answer.pending; looks++) {
      if (looks === MAX_LOOKS)
        throw new UpstreamError('outOfTime', { stopped: 'attempts', detail: `not done after ${MAX_LOOKS} looks` });
      const { location, waitMs = poll.everyMs } = answer.pending;
      at = placeOf(at, location, polls);
      await polls.pause(Math.max(waitMs, MIN_MS), scope);
      answer = await polls.look(at, scope);
    }
    return answer;
  } catch (error) {
    // Whatever happens to a look: the request itself was taken on.
    throw asUpstreamError(error).with({ sent: 'yes' });
  }
};

/** Without a Location a GET is asked again, as it was; of a change nothing says where it can be looked at. */
const placeOf = (at: Built, location: string | undefined, polls: AskPolls): Built => {
  if (location === undefined && at.body) throw lost();
  const url = location === undefined ? at.url : polls.next(at.url, location);
  const { 'content-type': _, ...headers } = at.headers;
  return { url, headers };
};

const lost = () =>
  new UpstreamError('protocol', {
    status: 202,
    detail: 'the work was taken on, and nothing says where to look for it',
  });

/** How the jobs of one API are looked at. */
export const askPolls = (base: URL, clock: Clock, look: AskPolls['look']): AskPolls => ({
  next(from, location) {
    if (!URL.canParse(location, from.href))
      throw new UpstreamError('protocol', { status: 202, detail: 'the Location is not a URL' });
    const url = new URL(location, from.href);
    url.hash = '';
    // The credential goes nowhere else.
    if (belowBase(base, url) === undefined)
      throw new UpstreamError('redirected', { status: 202, detail: 'the Location leads outside of the base URL' });
    return url;
  },
  async pause(ms, scope) {
    if (clock.now() + ms >= scope.deadline)
      throw new UpstreamError('outOfTime', { stopped: 'deadline', detail: 'the work was not done in time' });
    await sleep(clock, ms, scope.signal);
  },
  look,
});
