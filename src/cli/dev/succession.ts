import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Generation } from './generation.ts';

/** Generations of a graph, of which the last one is served. */
export interface Succession {
  /** For those who may not be served any more, the connection stays open until `stop`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Begins to open the next one. It knows what to do when it has ended. */
  readonly open: (make: (onEnd: (generation: Generation) => void) => Promise<Generation>) => Promise<Generation>;
  /** From now on this one is served; the one before ends with its requests. */
  readonly adopt: (next: Generation) => void;
  readonly stop: () => Promise<void>;
}

export const succession = (): Succession => {
  const all = new Set<Generation>();
  let current: Generation | undefined;
  return {
    handle: (request, response) => current?.handle(request, response),
    async open(make) {
      const generation = await make((ended) => void all.delete(ended));
      all.add(generation);
      return generation;
    },
    adopt(next) {
      const before = current;
      current = next;
      before?.retire();
    },
    async stop() {
      current = undefined;
      await Promise.all([...all].map((generation) => generation.stop()));
    },
  };
};
