import type { Advice } from './advice.ts';

/**
 * A POST or PATCH that may be sent again (after 429, or where it was never acted upon), and by which the API could not tell repetitions. Nor
 * can the client's own second try be told.
 */
export const writesWithoutKey: Advice = ({ operations, fileOf }) =>
  [...operations].flatMap(([source, its]) =>
    [...its].flatMap(([name, operation]) =>
      operation.kind !== 'write' || operation.idempotent || operation.idempotencyKey !== undefined
        ? []
        : [
            {
              level: 'warning' as const,
              file: fileOf(source),
              place: `${source}.${name}`,
              message: `${source}.${name} is a ${operation.method} without an idempotency key: sent again, it may be done twice.`,
              fix: "If the API takes a key, say idempotencyKey: 'Idempotency-Key' (its header); if twice is the same as once, idempotent: true.",
            },
          ],
    ),
  );
