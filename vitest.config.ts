import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      'waymark/plugin': fileURLToPath(new URL('core/plugin/plugin.ts', import.meta.url)),
      'waymark/testing': fileURLToPath(new URL('core/testing/testing.ts', import.meta.url)),
    },
  },
  test: {
    include: ['core/**/*.test.ts', 'plugins/**/*.test.ts', 'bench/**/*.test.ts'],
    reporters: ['default', './core/setup/tally.mjs'],
    // Half of the files wait for servers and processes: by default two cores run one file at a time.
    maxWorkers: 2,
    // What hangs fails; what is slow on a busy machine does not.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
