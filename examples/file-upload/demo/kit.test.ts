import { failureKit } from 'breakwater/kit';
import { Storage } from '../source.ts';

failureKit(Storage, new URL('../schema.graphql', import.meta.url));
