import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runSeed } from './run-seed.js'

/** Seeds that the gate runs; a long run is `npm run sim -- --seeds 500`. */
const SEEDS = 100
const program = fileURLToPath(new URL('../../../dist/core/testing/sim/sim.js', import.meta.url))

describe('the simulator', () => {
  it('keeps every promise over the seeds of the gate, and over those that once broke one', {
    timeout: 240_000,
  }, () => {
    // The gate builds before it tests: without a build there is nothing to run.
    expect(existsSync(program), 'dist is built: npm run build').toBe(true)
    const { status, stdout } = spawnSync(process.execPath, [program, '--seeds', String(SEEDS), '--again'], {
      encoding: 'utf8',
    })
    expect(status, stdout.split('\n').slice(-20).join('\n')).toBe(0)
    expect(stdout).toContain('all promises were kept')
  })

  it('does the same again for the same seed', { timeout: 60_000 }, async () => {
    const [first, second] = [await runSeed(8), await runSeed(8)]
    expect(second.traceHash).toBe(first.traceHash)
    expect((await runSeed(10)).traceHash).not.toBe(first.traceHash)
  })
})
