import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Which folders each floor may import, the lowest first. Its own is always among them. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  resilience: [],
  base: ['resilience'],
  source: ['base'],
  schema: ['base', 'resilience'],
  faults: ['base', 'resilience'],
  gateway: ['faults', 'schema', 'base', 'resilience'],
  simulators: [],
  config: ['gateway', 'schema', 'base', 'simulators'],
  scaffold: ['config', 'gateway', 'schema', 'base', 'resilience'],
  check: ['config', 'gateway', 'schema', 'base', 'resilience'],
  kit: ['config', 'gateway', 'faults', 'schema', 'base', 'resilience'],
  cli: ['scaffold', 'check', 'kit', 'config', 'gateway', 'faults', 'schema', 'base', 'resilience'],
  index: ['kit', 'config', 'gateway', 'schema', 'base', 'resilience', 'simulators'],
};

/** Where each library may be imported, and nowhere else. */
const doors: Readonly<Record<string, RegExp>> = {
  got: /^src\/datasources\/base\/transport\//,
  saxes: /^src\/datasources\/base\/xml\//,
  'fast-xml-parser': /^src\/datasources\/base\/xml\//,
  aws4: /^src\/datasources\/base\/auth\//,
  jose: /^src\/datasources\/base\/auth\//,
  dataloader: /^src\/datasources\/base\/(operation\/|scope\.ts$)/,
  '@apollo/server': /^src\/gateway\//,
  '@graphql-inspector/core': /^src\/check\//,
  '@graphql-tools/schema': /^src\/schema\//,
  '@redocly/openapi-core': /^src\/scaffold\/openapi\//,
  '@scalar/openapi-upgrader': /^src\/scaffold\/openapi\//,
  yaml: /^src\/scaffold\/openapi\//,
  'http-cache-semantics': /^src\/datasources\/base\/cache\//,
  'lru-cache': /^src\/datasources\/base\/cache\//,
  graphql: /^src\/(schema|gateway|config|check|scaffold|kit)\//,
  pino: /^src\/(gateway|cli)\//,
  'pino-pretty': /^src\/cli\//,
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = globSync('src/**/*.ts');

/** `import` and `export ... from`, static or not, also of types. */
const importsIn = (file: string): readonly Import[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(/(?:^(?:import|export|\}).*\bfrom|^import|\bimport\()\s*'([@.\w][^'$]*)'/gm),
  ].map(([, to = '']) => ({ from: file, to }));

const imports = files.flatMap(importsIn);
const isRelative = ({ to }: Import) => to.startsWith('.');

const floorOf = (file: string): string => {
  const [, first = '', second = ''] = file.split('/');
  if (first === 'datasources') return second === 'base' ? 'base' : 'source';
  return first === 'index.ts' ? 'index' : first;
};

const targetOf = ({ from, to }: Import): string => normalize(join(dirname(from), to));

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

describe('the floors', () => {
  test('every file belongs to a floor', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => !(floorOf(file) in mayImport))).toEqual([]);
  });

  test('imports point down', () => {
    const wrong = imports.filter(isRelative).filter((each) => {
      const [from, to] = [floorOf(each.from), floorOf(targetOf(each))];
      return from !== to && !mayImport[from]?.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  test('no source imports another: each can be deleted by itself', () => {
    const between = imports
      .filter(isRelative)
      .filter(
        (each) =>
          floorOf(each.from) === 'source' &&
          floorOf(targetOf(each)) === 'source' &&
          dirname(each.from) !== dirname(targetOf(each)),
      );
    expect(between).toEqual([]);
  });

  test('floors above enter the base and resilience by their index', () => {
    const around = imports.filter(isRelative).filter((each) => {
      const to = targetOf(each);
      const floor = floorOf(to);
      return (
        /^(base|resilience)$/.test(floor) &&
        floorOf(each.from) !== floor &&
        !to.endsWith('/index.ts') &&
        !each.from.includes('/generated/')
      );
    });
    expect(around).toEqual([]);
  });
});

describe('the doors of libraries', () => {
  const packages = imports.filter((each) => !isRelative(each) && !isBuiltin(each.to));

  test('a library is imported in its own place only', () => {
    const wrong = packages.filter(({ from, to }) => !doors[packageOf(to)]?.test(from));
    expect(wrong).toEqual([]);
  });

  test('every library that the product was to stand on carries load, and is a dependency', () => {
    const given = [
      '@apollo/server',
      'graphql',
      '@graphql-tools/schema',
      'dataloader',
      'got',
      'fast-xml-parser',
      'pino',
    ];
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of given) {
      expect({ name, used: packages.some(({ to }) => packageOf(to) === name) }).toEqual({ name, used: true });
      expect(dependencies).toHaveProperty([name]);
    }
    expect(devDependencies).toHaveProperty('jest');
    expect(Object.keys(dependencies).sort()).toEqual([...new Set(packages.map(({ to }) => packageOf(to)))].sort());
  });

  test('resilience stands on Node alone', () => {
    expect(packages.filter(({ from }) => floorOf(from) === 'resilience')).toEqual([]);
  });
});
