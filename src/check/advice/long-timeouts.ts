import { policiesOf, wellFormed } from '../../datasources/base/index.ts';
import type { Advice } from './advice.ts';

/** A call that may take longer than the operation it belongs to: its last attempts are never made. */
export const longTimeouts: Advice = ({ sources, deadlineMs, fileOf }) =>
  sources.flatMap(({ api }) => {
    const { totalMs } = policiesOf(wellFormed(api)).timeouts;
    if (!(totalMs > deadlineMs)) return [];
    return [
      {
        level: 'warning' as const,
        file: fileOf(api.name),
        place: api.name,
        message: `${api.name}: timeouts.totalMs (${totalMs}) is more than an operation has (deadlineMs, ${deadlineMs}).`,
        fix: `Say at most ${deadlineMs}, or raise deadlineMs in the configuration.`,
      },
    ];
  });
