import { defineConfig } from 'vitest/config';
import { HeaviestFirst } from './test/support/heaviest-first.ts';

const report = process.env.SPANGUARD_TEST_REPORT;
/** Rooms whose tests change nothing that belongs to the process: their files share what they import. */
const calm = [
  'bench',
  'config',
  'core',
  'grafana',
  'policies',
  'pricing',
  'proofs',
  'providers',
  'simulator',
  'traffic',
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['test/support/build.ts'],
    maxWorkers: 2,
    sequence: { sequencer: HeaviestFirst },
    projects: [
      { test: { name: 'calm', include: calm, isolate: false, testTimeout: 20_000, hookTimeout: 30_000 } },
      {
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: calm,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
    ...(report === undefined ? {} : { reporters: ['default', ['json', { outputFile: report }]] }),
  },
});
