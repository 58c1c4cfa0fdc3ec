// Everything but the screens: rules, store, imports, contract, doors, terminal. Screens run in a real Chromium (playwright.config.ts).
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,property,integration,contract,architecture,faults}/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    // V8 now and then stops a process with busy worker threads over its memory protection keys ("Check failed: jit_page.has_value()").
    execArgv: ['--no-memory-protection-keys'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
  },
});
