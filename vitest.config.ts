import { defineConfig } from 'vitest/config';

/** Tests that start servers, browsers or processes: one file after the other, or they only wait for each other. */
const HEAVY = [
  'test/e2e/**/*.test.ts',
  'test/workflows/**/*.test.ts',
  'test/replay/**/*.test.ts',
  'test/parity/on-*.test.ts',
  'test/temporal/**/*.test.ts',
  'test/gateway/{accessibility,browser}*.test.ts',
];

/** The database suite: it runs on SQLite in `unit`, and once more on PostgreSQL. */
const DATABASE = [
  'test/storage/**/*.test.ts',
  'test/partners/**/*.test.ts',
  'test/email/send-mail.test.ts',
  'test/email/sending-policies.test.ts',
  'test/stack/{metrics,webhooks-out}.test.ts',
  'test/webhooks/out/send-due.test.ts',
];

const shared = {
  // A test never runs on the server that somebody works with.
  env: { TEMPORAL_ADDRESS: '' },
  testTimeout: 30_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...HEAVY, 'dist/**', 'node_modules/**'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'postgres',
          globalSetup: ['test/support/postgres-setup.ts'],
          include: DATABASE,
          exclude: ['test/storage/open-sqlite.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...shared, name: 'servers', include: HEAVY, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
