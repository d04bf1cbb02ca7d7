import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runSeed } from './run-seed.js'
import { BROKEN_ONCE } from './seeds.js'

/** Seeds that the gate runs; a long run is `npm run sim -- --seeds 500`. */
const SEEDS = 100
const program = fileURLToPath(new URL('../../../dist/core/testing/sim/sim.js', import.meta.url))

describe('the simulator', () => {
  it('keeps every promise over the seeds of the gate', { timeout: 240_000 }, () => {
    // The gate builds before it tests: without a build there is nothing to run.
    expect(existsSync(program), 'dist is built: npm run build').toBe(true)
    const { status, stdout } = spawnSync(process.execPath, [program, '--seeds', String(SEEDS)], {
      encoding: 'utf8',
    })
    expect(status, stdout.split('\n').slice(-20).join('\n')).toBe(0)
    expect(stdout).toContain('all promises were kept')
  })

  it('does the same again for the same seed', { timeout: 60_000 }, async () => {
    const [first, second] = [await runSeed(7), await runSeed(7)]
    expect(second.traceHash).toBe(first.traceHash)
    expect((await runSeed(8)).traceHash).not.toBe(first.traceHash)
  })

  it.each(BROKEN_ONCE)(
    'keeps the promise that seed $seed once broke: $promise',
    { timeout: 60_000 },
    async ({ seed }) => {
      expect((await runSeed(seed)).violation).toBeNull()
    },
  )
})
