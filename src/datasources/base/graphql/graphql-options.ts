import type { FailureKind } from '../../../resilience/index.ts';

/** How a GraphQL API says what went wrong. */
export interface GraphqlOptions {
  /** What codes of its errors (`extensions.code`, or `type`) mean in our words. @default those that are common are known */
  readonly kinds?: Readonly<Record<string, FailureKind>>;
}
