export { draftOfSamples, type SampleOptions, type SampleText } from './draft-of-samples.ts';
