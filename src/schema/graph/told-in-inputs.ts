import { isUpstreamError } from '../../resilience/index.ts';
import type { LoadPlan } from '../contract/plan-load.ts';
import type { Load } from './load-resolver.ts';
import { problemsInArguments } from './problems-in-arguments.ts';

/** The same load, whose failures speak of the arguments of its field: of one that could not be written, and of those that the API refused. */
export const toldInInputs = ({ source, operation, writers }: LoadPlan, load: Load): Load => {
  /** A misfit in what fills an input knows its own source. */
  const told = (error: unknown): unknown => {
    if (!isUpstreamError(error)) return error;
    const named = error.facts.source === undefined ? error.with({ source, operation }) : error;
    return writers ? problemsInArguments(named, writers) : named;
  };
  const fail = (error: unknown): never => {
    throw told(error);
  };
  return (parent, own, scope) => {
    try {
      return load(parent, own, scope)?.catch(fail) ?? null;
    } catch (error) {
      return fail(error);
    }
  };
};
