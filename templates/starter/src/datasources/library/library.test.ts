import { failureKit } from 'breakwater/kit';
import { Library } from './source.ts';

failureKit(Library, new URL('./schema.graphql', import.meta.url));
