import { failureKit } from 'breakwater/kit';
import { Crm } from '../source.ts';

failureKit(Crm, new URL('../schema.graphql', import.meta.url));
