import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      'waymark/plugin': new URL('core/plugin/plugin.ts', import.meta.url).pathname,
      'waymark/testing': new URL('core/testing/testing.ts', import.meta.url).pathname,
    },
  },
  test: { include: ['core/**/*.test.ts', 'plugins/**/*.test.ts', 'bench/**/*.test.ts'] },
})
