import { failureKit } from 'breakwater/kit';
import { Stock } from '../source.ts';

failureKit(Stock, new URL('../schema.graphql', import.meta.url));
