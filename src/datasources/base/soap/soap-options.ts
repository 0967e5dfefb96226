import type { FailureKind } from '../../../resilience/index.ts';

/** How an API speaks SOAP. */
export interface SoapOptions {
  /** @default '1.1' */
  readonly version?: '1.1' | '1.2';
  /** The namespace of the operations. @default none */
  readonly namespace?: string;
  /** Whether the elements within an operation's are in its namespace too (`elementFormDefault="qualified"`). @default true */
  readonly qualified?: boolean;
  /** What stands before an operation's name in its action: `http://stocks.example/`. @default no action is sent */
  readonly action?: string;
  /** What the header of every envelope holds, by element; names may have prefixes of `api.namespaces`. @default none */
  readonly header?: Readonly<Record<string, unknown>>;
  /** What fault codes mean in our words, without their prefixes. @default `rejected` for Client and Sender, `failed` for Server and Receiver */
  readonly kinds?: Readonly<Record<string, FailureKind>>;
}
