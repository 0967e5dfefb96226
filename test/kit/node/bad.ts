import { failureKit } from '../../../src/kit/failure-kit.ts';
import { Stocks, stocksSdl } from '../stocks.ts';

/** Its `transform` takes every failure for an answer. */
class Hopeful extends Stocks {
  override quote = this.batch('Quote' as never, {
    key: 'symbol' as never,
    fetch: () => 'quotes',
    transform: () => [],
  });
}

failureKit(Hopeful, stocksSdl);
