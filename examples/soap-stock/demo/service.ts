import { readFileSync } from 'node:fs';

/** What the service describes itself with. */
export const wsdl = readFileSync(new URL('./stock.wsdl', import.meta.url), 'utf8');

const prices: Readonly<Record<string, string>> = { ACME: '12.30', INIT: '7.05', HOOL: '101.00' };

const quoteOf = (symbol: string) => ({
  symbol,
  price: { attributes: { currency: 'EUR' }, $value: prices[symbol] },
  traded: '2026-11-20T16:30:00Z',
  tag: symbol === 'ACME' ? ['anvils', 'rockets'] : [],
});

/** A fault, as npm `soap` has it; without a status it comes with 200. */
const fault = (faultcode: string, statusCode?: number) => ({
  Fault: { faultcode, faultstring: 'words for people', ...(statusCode === undefined ? {} : { statusCode }) },
});

/** A small stock exchange, for npm `soap`'s own server. */
export const services = {
  StockService: {
    Stock: {
      GetExchange({ code }: { readonly code: string }) {
        if (code === 'DOWN') throw fault('soap:Server', 500);
        if (code !== 'XETR') throw fault('soap:Client.UnknownExchange');
        return { code, name: 'Xetra & Co' };
      },
      GetQuotes({ symbol }: { readonly symbol: string | readonly string[] }) {
        const symbols = [symbol].flat();
        if (symbols.includes('BAD')) throw fault('soap:Client', 500);
        return { quote: symbols.filter((each) => each in prices).map(quoteOf) };
      },
    },
  },
};
