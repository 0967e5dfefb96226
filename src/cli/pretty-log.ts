import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../gateway/log.ts';

/** For a person at a terminal: one readable line for each call and operation. Otherwise the gateway's own log: structured lines. */
export const prettyLog = (production: boolean): { readonly log?: Log } => {
  if (production || !process.stderr.isTTY) return {};
  const hidden = 'pid,hostname,name,source,operation,outcome,requestId,hash,errors,shared';
  const stream = pretty({
    destination: 2,
    sync: true,
    ignore: hidden,
    translateTime: 'HH:MM:ss',
    singleLine: true,
    colorize: process.env['NO_COLOR'] === undefined,
  });
  return { log: pino({ level: 'info', base: null }, stream) };
};
