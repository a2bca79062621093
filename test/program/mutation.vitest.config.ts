import { defineConfig } from 'vitest/config';

/**
 * What `npm run mutation` asks of each mutant: the table tests. Tests of generated runs are left out, for their luck
 * would be in the score, and those of the bounds, which take seconds.
 */
export default defineConfig({
  test: {
    include: ['test/program/**/*.test.ts'],
    exclude: ['**/*propert*', '**/bounds.test.ts'],
    // Each mutant would otherwise load everything anew.
    isolate: false,
    watch: false,
  },
});
