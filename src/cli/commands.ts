import type { Command } from './command.ts';
import { add } from './commands/add.ts';
import { blast } from './commands/blast.ts';
import { check } from './commands/check.ts';
import { completion } from './commands/completion.ts';
import { config } from './commands/config.ts';
import { connect } from './commands/connect.ts';
import { dev } from './commands/dev.ts';
import { explain } from './commands/explain.ts';
import { graph } from './commands/graph.ts';
import { kit } from './commands/kit.ts';
import { query } from './commands/query.ts';
import { sdl } from './commands/sdl.ts';
import { start } from './commands/start.ts';
import { table } from './commands/table.ts';

const most: readonly Command[] = [
  start,
  dev,
  query,
  add,
  check,
  graph,
  blast,
  explain,
  sdl,
  connect,
  config,
  kit,
  table,
];

/** All commands, in the order of the help. `init` stands apart: it runs on Nodes that cannot run the rest. */
export const commands: readonly Command[] = [...most, completion(most)];
