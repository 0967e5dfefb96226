import { type Consent, openConsent } from '../datasources/base/index.ts';
import { complete } from '../gateway/options.ts';
import { suggest } from '../schema/index.ts';
import type { Project } from './load-config.ts';
import { UserError } from './user-error.ts';

/** What asks a source's end users to sign in, as a gateway of this project would reach it. */
export interface OpenConsent {
  readonly consent: Consent;
  /** Ends its connections. */
  close(): void;
}

/** Opens what asks end users. @throws UserError if the source asks nobody, or lacks variables; OptionsError as a gateway does */
export const consentOf = ({ options }: Project, name: string): OpenConsent => {
  const { sources, environment, transport, baseUrls } = complete(options);
  const close = () => transport.close();
  try {
    const Source = sources.find(({ api }) => api.name === name);
    const names = sources.map(({ api }) => api.name);
    if (!Source) throw new UserError(`There is no source "${name}". ${suggest(name, names)}`);
    const problems = Source.api.auth?.problems ?? [];
    if (problems.length > 0) throw new UserError(`${name}: auth: ${problems.join(' ')}`);
    const consent = openConsent(Source, { baseUrl: baseUrls[name], environment, transport });
    if (consent === undefined)
      throw new UserError(
        `${name} asks no users to sign in: that is for sources with auth: oauth2AuthorizationCode(...).`,
      );
    if ('page' in consent) return { consent, close };
    throw new UserError(`${name} needs ${consent.join(' and ')} in the environment.`);
  } catch (error) {
    close();
    throw error;
  }
};
