import type { Entry } from '../entry.ts';
import { bodyFit } from './body-fit.ts';
import { bodyForm } from './body-form.ts';
import { bodyJson } from './body-json.ts';
import { bodyText, bodyXml } from './body-xml.ts';

/** Everything that can be wrong with a body that has arrived whole. */
export const body: readonly Entry[] = [...bodyForm, ...bodyJson, ...bodyFit, ...bodyXml, ...bodyText];
