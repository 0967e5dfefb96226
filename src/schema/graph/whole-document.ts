import { type DocumentNode, Kind } from 'graphql';
import type { SourceClass } from '../../datasources/base/index.ts';
import { withConnections } from '../connections/with-connections.ts';
import { ContractError, type Problem } from '../contract/problem.ts';
import { contract, parseTypeDefs, type TypeDefs } from './documents.ts';

/** All SDL of a graph for tools that read it by themselves: with the contract's own definitions, and with connections that are made. @throws ContractError */
export const wholeDocument = (typeDefs: TypeDefs, sources: readonly SourceClass[]): DocumentNode => {
  const problems: Problem[] = [];
  const { definitions } = withConnections(
    parseTypeDefs(typeDefs, (problem) => void problems.push(problem)),
    sources,
  );
  if (problems.length > 0) throw new ContractError(problems);
  return { kind: Kind.DOCUMENT, definitions: [...contract.definitions, ...definitions] };
};
