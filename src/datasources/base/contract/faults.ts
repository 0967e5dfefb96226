import { type FailureKind, isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import { type Leaf, UNFIT } from './leaf.ts';
import { type Medium, newCursor } from './medium.ts';
import { type Path, parsePath } from './path.ts';

/** One way in which an API says "error" inside an answer, whatever its HTTP status. */
export interface Fault {
  /** Where the sign of the fault lies. In XML the first step names the root element. */
  readonly at: string;
  /** What stands there in a fault. @default anything but null */
  readonly is?: string | number | boolean;
  /** Where the API's own code lies. @default where the sign does; it is then told to nobody, unless `kinds` knows it */
  readonly code?: string;
  /** What its codes mean in our words. A code not listed means that the API refused: `rejected`. @default none */
  readonly kinds?: Readonly<Record<string, FailureKind>>;
}

/** Finds a fault in a document. */
export type FindFault = (document: unknown) => UpstreamError | null;

const ANY: Leaf = {
  expects: 'a value',
  text: (text) => text,
  digits: (source) => source,
  boolean: String,
  keepsBlank: true,
};

/** @throws PathSyntaxError */
export const compileFaults = (source: string, faults: readonly Fault[], medium: Medium): FindFault => {
  const compiled = faults.map((fault) => {
    const at = reader(parsePath(fault.at), medium);
    const code = fault.code === undefined ? undefined : reader(parsePath(fault.code), medium);
    return (document: unknown): UpstreamError | null => {
      const sign = at(document, source);
      if (sign === undefined || (fault.is !== undefined && sign !== String(fault.is))) return null;
      const said = code?.(document, source) ?? (fault.code === undefined ? sign : undefined);
      const known = kindOf(said, fault.kinds ?? {});
      // Text that is no code may be prose with secrets in it, even a single word.
      const shown = known !== undefined || fault.code !== undefined ? said : undefined;
      return new UpstreamError(known ?? 'rejected', { source, sent: 'yes', detail: inCode(shown) });
    };
  });
  return (document) => {
    for (const find of compiled) {
      const fault = find(document);
      if (fault) return fault;
    }
    return null;
  };
};

/** The text at a path; `''` for a place that is there but holds no text, undefined for one that is not there, or null. */
const reader = (path: Path, medium: Medium) => {
  const locate = medium.locate({ what: 'fault', path, list: medium.xml, text: true, nulls: [], inRow: false });
  const leaf = medium.leaf(ANY, []);
  return (document: unknown, source: string): string | undefined => {
    const found = locate(document, null, newCursor(source));
    const first = Array.isArray(found) && medium.xml ? found[0] : found;
    if (first === undefined || first === null || isUpstreamError(first)) return undefined;
    const value = leaf(first) as string | null | typeof UNFIT;
    return value === UNFIT || value === null ? '' : String(value).trim();
  };
};

/** What a code means; undefined if nobody said. A QName counts without its prefix. */
const kindOf = (code: string | undefined, kinds: Readonly<Record<string, FailureKind>>): FailureKind | undefined => {
  if (code === undefined) return undefined;
  const known = [code, code.slice(code.indexOf(':') + 1)].find((spelling) => Object.hasOwn(kinds, spelling));
  return known === undefined ? undefined : kinds[known];
};

/** A code in a sentence; not what is no code, for it may be prose with secrets in it. */
export const inCode = (code: string | undefined): string =>
  code !== undefined && /^[\w.:-]{1,64}$/.test(code)
    ? `it answered with its error ${code}`
    : 'it answered with an error of its own';
