import { type FailureKind, UpstreamError } from '../../../resilience/index.ts';
import { inCode, type MayTell } from '../contract/own-words.ts';
import { Element } from '../xml/element.ts';

/** Names that a fault is read by. */
export const FAULT_NAMES = ['Fault', 'faultcode', 'Code', 'Value', 'Subcode'];

/** What codes mean that SOAP itself has (1.1 section 4.4.1, 1.2 part 1 section 5.4.6), and WS-Security where it is about who asks. */
const known: Readonly<Record<string, FailureKind>> = {
  Client: 'rejected',
  Sender: 'rejected',
  Server: 'failed',
  Receiver: 'failed',
  VersionMismatch: 'rejected',
  MustUnderstand: 'rejected',
  DataEncodingUnknown: 'rejected',
  FailedAuthentication: 'unauthenticated',
  InvalidSecurityToken: 'unauthenticated',
  MessageExpired: 'unauthenticated',
};

/** The first child element of that name, whatever its prefix. */
export const childOf = (parent: Element | undefined, name: string): Element | undefined =>
  parent?.children.find((child): child is Element => child instanceof Element && child.local === name);

/** The fault that a body holds, of either version. The words beside its code are for nobody: they may hold anything. */
export const soapFault = (
  source: string,
  body: Element,
  mayTell: MayTell,
  kinds: Readonly<Record<string, FailureKind>> = {},
): UpstreamError | null => {
  const fault = childOf(body, 'Fault');
  if (!fault) return null;
  const codes = codesOf(fault);
  const kind = firstIn(kinds, codes) ?? firstIn(known, codes) ?? 'rejected';
  return new UpstreamError(kind, { source, sent: 'yes', detail: inCode(codes[0], mayTell) });
};

const firstIn = (kinds: Readonly<Record<string, FailureKind>>, codes: readonly string[]): FailureKind | undefined => {
  const code = codes.find((each) => Object.hasOwn(kinds, each));
  return code === undefined ? undefined : kinds[code];
};

/** Codes of a fault, the most specific first. A QName counts without its prefix; in 1.1 dots lead from the general to the specific. */
const codesOf = (fault: Element): readonly string[] => {
  const plain = childOf(fault, 'faultcode');
  if (plain) {
    const code = local(plain);
    const parts = code.split('.');
    return parts.length === 1 ? [code] : [code, ...parts.toReversed()];
  }
  const codes: string[] = [];
  for (let code = childOf(fault, 'Code'); code; code = childOf(code, 'Subcode')) {
    const value = childOf(code, 'Value');
    if (value) codes.unshift(local(value));
  }
  return codes;
};

const local = ({ text }: Element): string => {
  const code = text.trim();
  return code.slice(code.lastIndexOf(':') + 1);
};
