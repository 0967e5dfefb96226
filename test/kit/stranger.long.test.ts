import { failureKit } from '../../src/kit/failure-kit.ts';
import { Stocks, stocksSdl } from './stocks.ts';

// One line, and the whole catalogue runs against a source that the kit has never seen.
failureKit(Stocks, stocksSdl);
