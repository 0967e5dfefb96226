import { failureKit } from 'breakwater/kit';
import { Calendar } from '../source.ts';

failureKit(Calendar, new URL('../schema.graphql', import.meta.url));
