import type { Simulator } from 'breakwater';
import { crm } from './crm.ts';

const answer = crm();

/** The CRM, which gives everybody the same token. What is written to it is gone when it stops. Sample data. */
export const simulator: Simulator = {
  name: 'crm',
  basePath: '/v2/',
  answer(request) {
    if (request.path !== 'oauth/token') return answer(request);
    const token = { access_token: 'simulated', token_type: 'Bearer', expires_in: 3600 };
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(token) };
  },
};
