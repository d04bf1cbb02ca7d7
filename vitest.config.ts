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
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
