import type { OpenApiDocument } from './open-api-document.ts';
import { type Method, operationsIn } from './operations-in.ts';
import { whyNot } from './why-not.ts';

/** An operation, as a list shows it. */
export interface OperationSummary {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  /** Whether it can be part of a draft. */
  readonly kept: boolean;
  /** Why not, as the end of a sentence. */
  readonly why: string | undefined;
}

/** All operations of a document, in its order. */
export const listOperations = (document: OpenApiDocument): readonly OperationSummary[] =>
  operationsIn(document.root).map((operation) => {
    const { id, method, path, tags, summary } = operation;
    const why = whyNot(document.root, operation);
    return { id, method, path, tags, summary, kept: why === undefined, why };
  });
