import { UpstreamError } from '../../../resilience/index.ts';

/** Text that can be sent as UTF-8: half a character would be sent as another one. @throws UpstreamError `unsafe` */
export const sound = (text: unknown): string => {
  if (typeof text === 'string' && text.isWellFormed()) return text;
  throw new UpstreamError('unsafe', {
    sent: 'no',
    detail: typeof text === 'string' ? 'half a character cannot be part of a body' : 'this cannot be written as a body',
  });
};
