export default {
  testEnvironment: 'node',
  // A busy machine of two cores is slow, not wrong.
  testTimeout: 20_000,
  maxWorkers: 2,
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '<rootDir>/test/long/',
    '<rootDir>/examples/.*/kit.test.ts',
    '\\.long\\.test\\.ts$',
  ],
  // Documents of other people's APIs are read by tests, never imported.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/long/openapi/specs/'],
  // Property tests start from one seed: see there.
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/tools/jest-strip.cjs' },
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/**/generated/**'],
};
