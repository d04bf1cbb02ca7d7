import { describe, expect, it } from 'vitest'
import { MUTANT_SEEDS, runMutant } from './mutant-run.js'
import { MUTANTS } from './mutants.js'

describe.concurrent('a deliberate bug', { concurrent: true }, () => {
  it.each(MUTANTS)(`is found within ${MUTANT_SEEDS} seeds: $name`, { timeout: 120_000 }, async (mutant) => {
    expect(await runMutant(mutant)).toEqual({ seed: expect.any(Number), seen: expect.stringMatching(/: /) })
  })
})
