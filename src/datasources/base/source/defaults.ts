import { isVariableName } from '../auth/variable-name.ts';
import type { Api } from './api.ts';
import { wordProblems } from './api-words.ts';
import { formProblems, wellFormed } from './form-problems.ts';
import { given } from './given.ts';
import { headerProblems } from './header-problems.ts';
import { placeProblems } from './place-problems.ts';
import { type Policies, policiesOf } from './policies.ts';
import { policyProblems } from './policy-problems.ts';
import { told, unless, whole } from './sentences.ts';

/** An `Api` with nothing left open. */
export interface CompleteApi extends Api {
  readonly policies: Policies;
  readonly maxBytes: number;
  readonly maxUrlLength: number;
}

/** The defaults of an API that says nothing. */
export const withDefaults = (
  api: Api,
  baseUrl: string = api.baseUrl,
): { readonly api: CompleteApi; readonly base: URL } => ({
  api: {
    maxBytes: 10 * 2 ** 20,
    maxUrlLength: 4_000,
    ...given(api),
    policies: policiesOf(api),
  },
  base: new URL(baseUrl),
});

/** Values are not told: one that is no name may be the secret. */
const authProblems = (auth: Api['auth']): readonly string[] => [
  ...(auth?.problems ?? []).map((problem) => `auth: ${problem}`),
  ...unless(
    (auth?.variables ?? []).every(isVariableName),
    'auth: its variables are names of environment variables, not the secrets themselves.',
  ),
];

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

const isInEnvelope = (auth: Api['auth']): boolean => auth !== undefined && 'open' in auth && auth.envelope === true;

const wholeIfSaid = (what: string, value: number | undefined): readonly string[] =>
  value === undefined ? [] : whole(what, value, 1);

/** What is wrong with an API's description, in full sentences. */
export const apiProblems = (said: Api, baseUrl: string = said.baseUrl): readonly string[] => {
  const api = wellFormed(said);
  return [
    ...wordProblems(api),
    ...formProblems(said),
    ...addressProblems(api, baseUrl),
    ...placeProblems(api, baseUrl),
    ...policyProblems(api),
    ...headerProblems(api.headers),
    ...authProblems(api.auth),
    ...unless(
      !isInEnvelope(api.auth) || api.format === 'soap',
      'auth: usernameToken stands in an envelope, so format must be "soap".',
    ),
    ...wholeIfSaid('maxBytes', api.maxBytes),
    ...wholeIfSaid('maxUrlLength', api.maxUrlLength),
  ];
};

const addressProblems = ({ name, baseUrl: said }: Api, baseUrl: string): readonly string[] => {
  const url = urlIn(baseUrl);
  return [
    ...unless(urlIn(said) !== undefined, 'baseUrl is not a URL, like https://api.example.com/v1/.'),
    ...nameProblems(name),
    ...unless(url !== undefined || baseUrl === said, 'baseUrls names what is not a URL.'),
    ...unless(
      !url || /^https?:$/.test(url.protocol),
      `baseUrl must start with http: or https:, not "${url?.protocol}".`,
    ),
    ...unless(!url?.username && !url?.password, 'baseUrl must not hold a credential; use auth.'),
    ...unless(!url?.search && !url?.hash, 'baseUrl must end with its path; use query for what every request sends.'),
  ];
};

/** What is looked up under such a name is found where nobody put it. */
export const isOfEveryObject = (name: string): boolean => name in Object.prototype;

export const nameProblems = (name: unknown): readonly string[] => {
  if (typeof name !== 'string' || !NAME.test(name))
    return [`name must be a letter followed by letters and digits, not ${told(name)}.`];
  return unless(
    !isOfEveryObject(name),
    `name cannot be ${told(name)}: every object has something of that name. Try "${name}Source".`,
  );
};

const urlIn = (text: unknown): URL | undefined =>
  typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
