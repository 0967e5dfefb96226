import type { Simulator } from 'breakwater';
import soap from 'soap';
import { services, wsdl } from './service.ts';

const server = soap.createServerless({ path: '/soap/', services, xml: wsdl });

/** The stock exchange, answered by npm `soap`. Sample data. */
export const simulator: Simulator = {
  name: 'stock',
  basePath: '/soap/',
  async answer({ body, headers, method }) {
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, value]));
    const { statusCode, body: answer } = await (await server).processRequest(body, { method, headers: sent });
    return { status: statusCode, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: answer };
  },
};
