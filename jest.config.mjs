export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types-transform.mjs' },
  // One line at the end: how many words and numbers of people stand in the logs of all services of the run.
  globalSetup: '<rootDir>/test/support/log-sum-begin.mjs',
  globalTeardown: '<rootDir>/test/support/log-sum-end.mjs',
  testTimeout: 60_000,
  // Every core: a test of the whole service waits more than it reckons.
  maxWorkers: '100%',
  // Modules of finished files stay in a worker's heap: one that holds so much is replaced before it runs out (at about 2,400 MB).
  workerIdleMemoryLimit: '1200MB',
  // Closed apps leave idle sockets of the test's own fetch pool behind: the run ends with its last test, not minutes later.
  forceExit: true,
}
