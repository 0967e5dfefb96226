import { describe, expect, test } from '@jest/globals';
import { simulator } from '../../src/simulators/ecb.ts';
import { ask } from './ask.ts';

const daily = 'stats/eurofxref/eurofxref-daily.xml';

describe('when it fails', () => {
  test('another document is not found', async () => {
    expect((await ask(simulator, 'stats/eurofxref/eurofxref-hist.xml')).status).toBe(404);
  });
});

describe('the daily document', () => {
  test('has the envelope of the recorded one', async () => {
    const { type, text } = await ask(simulator, daily);
    expect(type).toBe('text/xml; charset=utf-8');
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/);
    expect(text).toContain(
      '<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">',
    );
    expect(text).toContain("\t<Cube>\n\t\t<Cube time='2026-11-20'>\n\t\t\t<Cube currency='USD' rate='");
  });

  test('says that its rates are made up', async () => {
    expect((await ask(simulator, daily)).text).toContain('<!-- Sample data made up by a simulator');
  });

  test('has a positive rate for each of today’s 29 currencies, in the order of the recorded document', async () => {
    const { text } = await ask(simulator, daily);
    const cubes = [...text.matchAll(/<Cube currency='([A-Z]{3})' rate='([\d.]+)'\/>/g)];
    expect(cubes.map(([, currency]) => currency).join(' ')).toBe(
      'USD JPY CZK DKK GBP HUF PLN RON SEK CHF ISK NOK TRY AUD BRL CAD CNY HKD IDR ILS INR KRW MXN MYR NZD PHP SGD THB ZAR',
    );
    expect(cubes.every(([, , rate]) => Number(rate) > 0)).toBe(true);
  });
});
