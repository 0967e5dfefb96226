import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../config/load-config.ts';
import { isOperation, languageOf, type Operation, type SourceClass } from '../../datasources/base/index.ts';

/** The folder that recorded answers are read from, beside the configuration: `breakwater check --live --record recorded`. */
const RECORDED_FOLDER = 'recorded';

/**
 * Gives operations the answers that were recorded of them, as if their authors had said `sample`; an author's own wins. Lists that come in
 * pages are made up even so: one page that was recorded would be every page.
 * @param root the folder of the configuration
 */
export const withRecordedAnswers = (project: Project, root: string): Project => {
  const { options } = project;
  return {
    ...project,
    options: { ...options, sources: options.sources.map((Source) => recordedSource(Source, root)) },
  };
};

const recordedSource = (Source: SourceClass, root: string): SourceClass => {
  const { api } = Source;
  const recorded = Object.entries(new Source()).flatMap(([name, value]) => {
    if (!isOperation(value) || value.sample || value.kind === 'pages') return [];
    const file = `${api.name}.${name}.${languageOf(value.format ?? api.format ?? 'json')}`;
    const body = textOf(join(root, RECORDED_FOLDER, file));
    return body === undefined ? [] : [[name, body] as const];
  });
  if (recorded.length === 0) return Source;
  class Recorded extends Source {
    constructor() {
      super();
      for (const [name, body] of recorded) {
        const operation = Reflect.get(this, name) as Operation;
        Object.assign(this, { [name]: Object.freeze({ ...operation, sample: { body } }) });
      }
    }
  }
  Object.defineProperty(Recorded, 'name', { value: Source.name });
  return Recorded;
};

/** Undefined where there is no such file. */
const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
