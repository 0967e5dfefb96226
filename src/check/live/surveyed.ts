import type { HttpCall, Upstream, WireResponse } from '../../datasources/base/index.ts';
import type { CallEvent, UpstreamError } from '../../resilience/index.ts';
import type { Asked } from './live-report.ts';

/** What calls tell of themselves while one operation is asked. */
export interface Heard {
  readonly events: CallEvent[];
  readonly answers: { readonly call: HttpCall; readonly response: WireResponse }[];
}

type Facts = Pick<Asked, 'status' | 'mediaType' | 'bytes' | 'rows' | 'beyond' | 'answer' | 'drifts'>;

/** What the answers say of themselves, and of the contract. Of several, pages or parts of a batch, the first is told of in detail. */
export const surveyed = (
  upstream: Pick<Upstream, 'survey'>,
  operation: string,
  { answers }: Heard,
  failure: UpstreamError | undefined,
): Facts => {
  const [first] = answers;
  const status = first?.response.status ?? failure?.facts.status;
  if (!first) return { ...(status === undefined ? {} : { status }), drifts: [] };
  const { body, headers, status: its } = first.response;
  const contentType = headers['content-type'];
  const survey = upstream.survey(operation, body, contentType);
  const { credential } = first.call;
  return {
    status: its,
    ...(contentType === undefined ? {} : { mediaType: mediaTypeOf(contentType) }),
    bytes: body.length,
    ...(survey ? { rows: survey.rows, beyond: survey.beyond } : {}),
    drifts: survey?.drifts ?? [],
    ...(survey
      ? {
          answer: {
            body,
            contentType,
            tokens: credential?.token ? [credential.token] : [],
            driftsIn: (text: string) => upstream.survey(operation, Buffer.from(text), undefined)?.drifts.length ?? 1,
          },
        }
      : {}),
  };
};

const mediaTypeOf = (contentType: string): string => contentType.split(';')[0]?.trim().toLowerCase() ?? '';
