import { type FailureKind, UpstreamError } from '../../../resilience/index.ts';
import type { Medium } from './medium.ts';
import { inCode, type MayTell } from './own-words.ts';
import { parsePath } from './path.ts';
import { heldAt } from './text-at.ts';

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

/** Finds a fault in a document; `mayTell` says which words of it may be told. */
export type FindFault = (document: unknown, mayTell: MayTell) => UpstreamError | null;

/** @throws PathSyntaxError */
export const compileFaults = (source: string, faults: readonly Fault[], medium: Medium): FindFault => {
  const compiled = faults.map((fault) => {
    const at = heldAt(source, parsePath(fault.at), medium);
    const code = fault.code === undefined ? undefined : heldAt(source, parsePath(fault.code), medium);
    return (document: unknown, mayTell: MayTell): UpstreamError | null => {
      const sign = at(document)?.trim();
      if (sign === undefined || (fault.is !== undefined && sign !== String(fault.is))) return null;
      const said = code?.(document)?.trim() ?? (fault.code === undefined ? sign : undefined);
      const known = kindOf(said, fault.kinds ?? {});
      // Text that is no code may be prose with secrets in it, even a single word.
      const shown = known !== undefined || fault.code !== undefined ? said : undefined;
      return new UpstreamError(known ?? 'rejected', { source, sent: 'yes', detail: inCode(shown, mayTell) });
    };
  });
  return (document, mayTell) => {
    for (const find of compiled) {
      const fault = find(document, mayTell);
      if (fault) return fault;
    }
    return null;
  };
};

/** What a code means; undefined if nobody said. A QName counts without its prefix. */
const kindOf = (code: string | undefined, kinds: Readonly<Record<string, FailureKind>>): FailureKind | undefined => {
  if (code === undefined) return undefined;
  const known = [code, code.slice(code.indexOf(':') + 1)].find((spelling) => Object.hasOwn(kinds, spelling));
  return known === undefined ? undefined : kinds[known];
};
