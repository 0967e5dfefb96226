import { isUpstreamError } from '../../../resilience/index.ts';

/** Whether a value holds a misfit, at whatever depth. */
export const holdsMisfit = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (isUpstreamError(value) || Object.values(value).some(holdsMisfit));
