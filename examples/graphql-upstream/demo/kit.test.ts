import { failureKit } from 'breakwater/kit';
import { Hub } from '../source.ts';

failureKit(Hub, new URL('../schema.graphql', import.meta.url));
