import { catalogue } from './catalogue/index.ts';
import type { Entry } from './entry.ts';
import type { Fault } from './fault.ts';

/** Words for what happens most, with the entry of the catalogue that each stands for. */
export const drillAliases: Readonly<Record<string, string>> = {
  down: 'C1',
  unknown: 'C2',
  untrusted: 'T1',
  slow: 'M7',
  stalled: 'M4',
  unauthorized: 'S2',
  forbidden: 'S3',
  missing: 'S4',
  throttled: 'R1',
  failing: 'S11',
  unavailable: 'S13',
  truncated: 'F6',
  garbage: 'B1',
  html: 'B2',
  empty: 'B3',
  drifting: 'B13',
  endless: 'Z1',
};

/** The fault that a drill puts in the way: the first of the entry's that a server alone can show, whatever the source's limits. */
export const faultOf = ({ cases }: Entry): Fault | undefined => {
  const alone = cases.filter(({ fault, asking, broken }) => Object.keys(fault).length > 0 && !asking && !broken);
  const limits: readonly string[] = ['maxBytes', 'allowPrivate'];
  return alone.find(({ api = {} }) => Object.keys(api).every((option) => limits.includes(option)))?.fault;
};

const drillable = (): readonly string[] =>
  catalogue.filter((entry) => faultOf(entry) !== undefined).map(({ id }) => id);

/** The entry of the catalogue that a drill means: `slow`, or `M7`; undefined if there is none that can be drilled. */
export const drillOf = (name: string): Entry | undefined => {
  const id = Object.hasOwn(drillAliases, name) ? drillAliases[name] : name.toUpperCase();
  const entry = catalogue.find((each) => each.id === id);
  return entry && faultOf(entry) ? entry : undefined;
};

/** Every name that a drill may have. */
export const drillNames = (): readonly string[] => [...Object.keys(drillAliases), ...drillable()];
