import { UserError } from '../config/user-error.ts';
import { OptionsError } from '../gateway/options.ts';
import { ContractError } from '../schema/index.ts';

/** Whether an error is a sentence for the person who gave what is wrong. */
export const isBadInput = (error: unknown): error is Error =>
  error instanceof UserError || error instanceof ContractError || error instanceof OptionsError;

/** What a person is told. A bug of ours keeps its stack for those who ask for it. */
export const explain = (error: unknown): string => {
  if (isBadInput(error)) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  if (process.env['BREAKWATER_DEBUG'] && error instanceof Error) return error.stack ?? message;
  return `breakwater failed unexpectedly: ${message.split('\n')[0]} (BREAKWATER_DEBUG=1 shows where)`;
};
