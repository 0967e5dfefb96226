import { BadRequest } from './bad-request.ts';
import type { RequestHeaders } from './operation-scope.ts';

const NAME = 'breakwater-explain';

/**
 * Whether a request wants to know what is done for it: the header `breakwater-explain: 1`.
 * @param allowed in development, and on this machine alone
 * @throws BadRequest
 */
export const wantsExplain = (headers: RequestHeaders, allowed: boolean): boolean => {
  const said = headers.get(NAME)?.trim();
  if (said === undefined || said === '0') return false;
  if (!allowed)
    throw new BadRequest(
      400,
      `The header ${NAME} is for development: this gateway is in production, or serves more than this machine.`,
    );
  if (said !== '1') throw new BadRequest(400, `The header ${NAME} is 1, or is left out.`);
  return true;
};
