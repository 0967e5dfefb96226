import { onlyJson, onlyXml } from './cases.ts';
import { catalogue } from './catalogue/index.ts';
import type { Case, Entry } from './entry.ts';
import type { Fault } from './fault.ts';

/** Words for what happens most, with the entry of the catalogue that each stands for. */
export const drillAliases: Readonly<Record<string, string>> = {
  down: 'C1',
  outage: 'C1',
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
  endless: 'Z1',
};

type Language = 'json' | 'xml';

/** Of those, the words that mean another entry where answers are XML. */
const inXml: Readonly<Record<string, string>> = { garbage: 'B15' };

/** The words for an entry. */
export const aliasesOf = (id: string): readonly string[] =>
  [drillAliases, inXml].flatMap((names) => Object.keys(names).filter((alias) => names[alias] === id));

/** Their answers are made from the contract, which a drill does not know: it would do nothing, and say nothing. */
const NEEDS_CONTRACT: ReadonlySet<string> = new Set(['B7', 'B13', 'B14', 'L1', 'L5', 'L6']);

/** Options of a case, and ways of asking, that only make it measurable: the fault is the same without. */
const MEASURES: ReadonlySet<string> = new Set(['maxBytes', 'allowPrivate', 'timeouts', 'one', 'together']);

/** The case that a drill plays: the first of the entry's that a server alone can show, whatever the source's limits. */
const caseOf = ({ id, cases }: Entry): Case | undefined =>
  NEEDS_CONTRACT.has(id) ? undefined : cases.find(isForServerAlone);

const isForServerAlone = ({ fault, api = {}, asking = {}, broken }: Case): boolean =>
  Object.keys(fault).length > 0 && !broken && Object.keys({ ...api, ...asking }).every((word) => MEASURES.has(word));

/** The fault that a drill puts in the way. */
export const faultOf = (entry: Entry): Fault | undefined => caseOf(entry)?.fault;

/** Whether what is rehearsed lets a good answer through, sooner or later: it needs one. */
export const answersWell = (entry: Entry): boolean => {
  const { expected } = caseOf(entry) ?? {};
  return typeof expected === 'object' && expected.outcome === 'ok';
};

/** Why it cannot be rehearsed with a source of this language; undefined if it can. */
export const notDrilledIn = (entry: Entry, format: Language): string | undefined => {
  const { notFor } = caseOf(entry) ?? {};
  if (notFor === onlyJson && format === 'xml') return 'it answers in XML';
  return notFor === onlyXml && format === 'json' ? 'it answers in JSON' : undefined;
};

/** Whether a drill lets what is kept stand in, as in a true outage. */
export const letsKept = (name: string): boolean => name === 'outage';

const drillable = (): readonly string[] =>
  catalogue.filter((entry) => faultOf(entry) !== undefined).map(({ id }) => id);

/** The entry of the catalogue that a drill means: `slow`, or `M7`; undefined if there is none that can be drilled. */
export const drillOf = (name: string, format: Language = 'json'): Entry | undefined => {
  const names = format === 'xml' ? { ...drillAliases, ...inXml } : drillAliases;
  const id = Object.hasOwn(names, name) ? names[name] : name.toUpperCase();
  const entry = catalogue.find((each) => each.id === id);
  return entry && faultOf(entry) ? entry : undefined;
};

/** Every name that a drill may have. */
export const drillNames = (): readonly string[] => [...Object.keys(drillAliases), ...drillable()];
