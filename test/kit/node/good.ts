import { failureKit } from '../../../src/kit/failure-kit.ts';
import { Stocks, stocksSdl } from '../stocks.ts';

// As an author writes it who has no test runner but Node's.
failureKit(Stocks, stocksSdl);
