import type { Command } from './command.ts';

/** All commands but `init` and `completion`, in the order of the help. Each is loaded when it is asked for: most of a start is reading code. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  dev: async () => (await import('./commands/dev.ts')).dev,
  query: async () => (await import('./commands/query.ts')).query,
  add: async () => (await import('./commands/add.ts')).add,
  check: async () => (await import('./commands/check.ts')).check,
  graph: async () => (await import('./commands/graph.ts')).graph,
  blast: async () => (await import('./commands/blast.ts')).blast,
  explain: async () => (await import('./commands/explain.ts')).explain,
  sdl: async () => (await import('./commands/sdl.ts')).sdl,
  connect: async () => (await import('./commands/connect.ts')).connect,
  config: async () => (await import('./commands/config.ts')).config,
  kit: async () => (await import('./commands/kit.ts')).kit,
  table: async () => (await import('./commands/table.ts')).table,
};

const completion = async (): Promise<Command> => {
  const others = await Promise.all(Object.values(loaders).map((load) => load()));
  return (await import('./commands/completion.ts')).completion(others);
};

const all: typeof loaders = { ...loaders, completion };

/** Their names. `init` stands apart: it runs on Nodes that cannot run the rest. */
export const commandNames: readonly string[] = Object.keys(all);

/** A command; undefined where there is none of that name. */
export const commandOf = async (name: string): Promise<Command | undefined> =>
  Object.hasOwn(all, name) ? all[name]?.() : undefined;

/** All of them, in the order of the help. */
export const allCommands = async (): Promise<readonly Command[]> =>
  Promise.all(Object.values(all).map((load) => load()));
