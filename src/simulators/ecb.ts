/**
 * European Central Bank, euro foreign exchange reference rates, the daily file.
 * Documentation: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html
 *
 * True: the document's form, and the list of currencies (no BGN since Bulgaria joined the euro on 1 January 2026).
 * Made up: every rate, plausible for 2026 and labelled so in the document, and the fixed day. Rates are strings because
 * the number of decimals differs by currency and trailing zeros are sent.
 */
import { notFound, readOnly, xml } from './answers.ts';
import { sampleDate } from './sample-time.ts';
import type { Simulator } from './simulator.ts';

const rates = `
  USD 1.1648  JPY 181.27  CZK 24.187  DKK 7.4688  GBP 0.87465  HUF 379.85  PLN 4.2345  RON 5.0917  SEK 10.9470
  CHF 0.9286  ISK 146.30  NOK 11.6915  TRY 50.4126  AUD 1.7632  BRL 6.2108  CAD 1.6174  CNY 8.2539  HKD 9.0721
  IDR 19468.22  ILS 3.7715  INR 104.3270  KRW 1702.40  MXN 21.3180  MYR 4.7660  NZD 2.0413  PHP 68.345  SGD 1.5087
  THB 37.690  ZAR 19.9850`;

const cubes = [...rates.matchAll(/([A-Z]{3}) ([\d.]+)/g)]
  .map(([, currency, rate]) => `\t\t\t<Cube currency='${currency}' rate='${rate}'/>\n`)
  .join('');

const document = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Sample data made up by a simulator: these are not reference rates of the European Central Bank. -->
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
\t\t<Cube time='${sampleDate}'>
${cubes}\t\t</Cube>
\t</Cube>
</gesmes:Envelope>`;

export const simulator: Simulator = {
  name: 'ecb',
  basePath: '/',
  answer: readOnly(({ path }) => (path === 'stats/eurofxref/eurofxref-daily.xml' ? xml(document) : notFound(path))),
};
