export {
  type MisbehaveOptions,
  type MisbehavingServer,
  misbehave,
  type RawScript as Script,
} from '../../src/faults/misbehave.ts';
