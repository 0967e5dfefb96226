import type { Entry } from '../entry.ts';
import { auth } from './auth.ts';
import { body } from './body.ts';
import { coding } from './coding.ts';
import { connect } from './connect.ts';
import { framing } from './framing.ts';
import { paging } from './paging.ts';
import { rate } from './rate.ts';
import { redirect } from './redirect.ts';
import { resource } from './resource.ts';
import { semantics } from './semantics.ts';
import { status } from './status.ts';
import { timing } from './timing.ts';
import { tls } from './tls.ts';

/** Every way of failing that is known here, each with what must come of it. Read from outside in: the connection, the answer, its meaning. */
export const catalogue: readonly Entry[] = [
  ...connect,
  ...tls,
  ...timing,
  ...status,
  ...framing,
  ...coding,
  ...body,
  ...semantics,
  ...auth,
  ...rate,
  ...paging,
  ...redirect,
  ...resource,
];
