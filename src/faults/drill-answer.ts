import type { Drill, Transport, WireRequest, WireResponse } from '../datasources/base/index.ts';
import { UpstreamError } from '../resilience/index.ts';
import { answersWell, drillOf, faultOf } from './drill-names.ts';
import type { GoodAnswer } from './fault.ts';

/**
 * What a drill fails to deliver: a true answer where the request only reads, as far as there is one. What could change something over there is
 * never sent, for who rehearses a refusal is told that nothing was done. A failure that delivers nothing asks for none.
 * @throws UpstreamError where all would go well in the end, and nobody knows what that is
 */
export const goodFor = async (
  drill: Drill,
  request: WireRequest,
  real: Transport,
  signal: AbortSignal,
): Promise<GoodAnswer> => {
  const entry = drillOf(drill.id);
  const delivers = entry !== undefined && answersWell(entry);
  if (!delivers && (entry === undefined || faultOf(entry)?.script === undefined)) return goodOf(nothing);
  if (READS.has(request.method)) return goodOf(await real.send(request, signal).catch(() => nothing));
  const made = drill.standIn();
  if (!('cannot' in made)) return goodOf(answerOf(made.contentType, made.body));
  if (!delivers) return goodOf(anythingFor(request));
  throw new UpstreamError('disabled', {
    sent: 'no',
    detail: `${drill.id} cannot be rehearsed here: a drill sends no ${request.method}, and its answer cannot be made up (${made.cannot})`,
  });
};

/** What changes nothing (RFC 9110 section 9.2.1), of what sources send. A protocol that reads by POST changes things by POST too. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

const answerOf = (contentType: string, body: string): WireResponse => ({
  status: 200,
  headers: { 'content-type': contentType },
  body: Buffer.from(body),
});

const nothing = answerOf('application/json', '');

/** A document for a failure that spoils it anyhow: of no document at all there is nothing to cut off. */
const anythingFor = ({ headers }: WireRequest): WireResponse =>
  headers['accept']?.includes('xml')
    ? answerOf('application/xml', '<drill><answer>none was asked for</answer></drill>')
    : answerOf('application/json', '{"drill":{"answer":"none was asked for"}}');

const goodOf = ({ status, headers, body }: WireResponse): GoodAnswer => {
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  return {
    status,
    contentType,
    body: Buffer.from(body),
    format: contentType.includes('xml') ? 'xml' : 'json',
    keys: [],
    rows: () => undefined,
    spoil: () => undefined,
  };
};
