import { afterAll, describe, expect, it } from 'vitest'
import { MUTANT_SEEDS, MutantBench } from './mutant-run.js'
import { MUTANTS } from './mutants.js'

describe.concurrent('a deliberate bug', { concurrent: true }, () => {
  const bench = new MutantBench()
  afterAll(() => bench.close())

  it.each(MUTANTS)(`is found within ${MUTANT_SEEDS} seeds: $name`, { timeout: 120_000 }, async (mutant) => {
    expect(await bench.run(mutant)).toEqual({ seed: expect.any(Number), seen: expect.stringMatching(/: /) })
  })
})
