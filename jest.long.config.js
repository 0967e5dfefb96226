import config from './jest.config.js';

/** Runs that take minutes: `npm run test:long`. */
export default {
  ...config,
  testMatch: [
    '<rootDir>/test/long/**/*.test.ts',
    '<rootDir>/test/**/*.long.test.ts',
    '<rootDir>/examples/graphql-upstream/demo/kit.test.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
