import type { MisbehavingServer } from '../faults/misbehave.ts';

/** How often it is looked whether a connection has come to rest. In milliseconds. */
const LOOK_MS = 10;

/** Connections that have not come to rest after `ms` milliseconds: of an attempt that was given up, nothing may be left. */
export const stillBusy = async (server: MisbehavingServer, ms: number): Promise<number> => {
  // By looks, not by the clock: where this process was held up, so was the end of connections.
  for (let looks = ms / LOOK_MS; looks > 0 && server.busy() > 0; looks -= 1)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  return server.busy();
};

/** Connections that are still there a while after everything has ended. */
export const leftOpen = async (server: MisbehavingServer): Promise<number> => {
  await Promise.race([server.closed(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  return server.open();
};
