import type { Project } from '../../config/load-config.ts';
import { UserError } from '../../config/user-error.ts';
import type { SourceClass } from '../../datasources/base/index.ts';
import { type Contract, readContract, suggest } from '../../schema/index.ts';
import { mockAnswer } from './mock-answer.ts';
import { type MockedSource, mockedSource, QUESTION_HEADER } from './mocked-source.ts';

/** A project some of whose APIs are made up, and which ones. */
export interface MockedProject extends Project {
  readonly mocked: readonly string[];
}

/**
 * Puts made-up APIs in the place of these sources, over real HTTP: recorded answers, else answers made from the contract.
 * @param names of sources; none: all of them
 * @param tell hears once of each operation whose answer cannot be made up
 * @throws UserError for a name that nobody has; ContractError for SDL that is none
 */
export const mockProject = (
  project: Project,
  names: readonly string[],
  tell: (line: string) => void,
): MockedProject => {
  const { sources, typeDefs, resolvers } = project.options;
  const known = sources.map(({ api }) => api.name);
  for (const name of names)
    if (!known.includes(name)) throw new UserError(`--mock: there is no source "${name}". ${suggest(name, known)}`);
  const mocked = names.length === 0 ? known : names;
  const contract = readContract(sources, typeDefs, resolvers);
  const played = sources.map((Source) =>
    mocked.includes(Source.api.name) ? { Source, mock: mockedSource(Source) } : { Source, mock: undefined },
  );
  return {
    options: { ...project.options, sources: played.map(({ Source, mock }) => mock?.Source ?? Source) },
    simulators: [
      ...project.simulators.filter(({ name }) => !mocked.includes(name)),
      ...played.flatMap(({ Source, mock }) => (mock ? [mockOf(Source, mock, contract, tell)] : [])),
    ],
    mocked,
  };
};

type Simulator = Project['simulators'][number];
type SimulatedAnswer = Awaited<ReturnType<Simulator['answer']>>;

/** The HTTP of an API that is made up. */
const mockOf = (
  { api }: SourceClass,
  { questionOf }: MockedSource,
  contract: Contract,
  tell: (line: string) => void,
): Simulator => {
  const told = new Set<string>();
  return {
    name: api.name,
    basePath: '/',
    answer({ path, query, headers }): SimulatedAnswer {
      const question = questionOf(headers[QUESTION_HEADER]);
      if (!question) return { status: 404, body: 'Nobody has asked for this.\n' };
      const answer = mockAnswer({ api, contract }, question, `/${path}?${query.toString()}`);
      if (!('cannot' in answer)) {
        const { body, contentType, headers: its } = answer;
        return { headers: { 'content-type': contentType, ...its }, body };
      }
      if (!told.has(question.name)) {
        told.add(question.name);
        tell(`No answer can be made up for ${answer.cannot}. Give the operation a sample.`);
      }
      return { status: 501, body: 'No answer can be made up.\n' };
    },
  };
};
