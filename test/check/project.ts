import { Source } from 'graphql';
import { type CheckedProject, checkProject } from '../../src/check/check-project.ts';
import type { Finding } from '../../src/check/finding.ts';
import type { SourceClass } from '../../src/datasources/base/index.ts';
import type { GatewayOptions } from '../../src/gateway/options.ts';

/** Checks a project of one source, whose SDL stands in `things/schema.graphql`. */
export const checked = (
  source: SourceClass,
  sdl: string,
  options: Partial<GatewayOptions> = {},
  production?: boolean,
): CheckedProject =>
  checkProject(
    {
      options: {
        sources: [source],
        typeDefs: new Source(sdl, 'things/schema.graphql'),
        placeOf: (name) => `${name}/source.ts`,
        environment: {},
        ...options,
      },
      simulators: [],
    },
    { file: 'breakwater.config.ts', ...(production === undefined ? {} : { production }) },
  );

/** Findings in a line each: `error things/schema.graphql:3 what is wrong`. */
export const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(
    ({ level, file, line, message }) => `${level} ${file}${line === undefined ? '' : `:${line}`} ${message}`,
  );
