import { Worker } from 'node:worker_threads'
import type { SeedResult } from './run-seed.js'

/** A seed that takes longer than this will not end. */
const SEED_MS_MAX = 120_000

export interface PoolSettings {
  readonly seeds: readonly number[]
  readonly jobs: number
  /** Called for every seed, in no order; false ends the run. */
  readonly onResult: (result: SeedResult) => boolean
}

/** Runs seeds on several threads, each seed on one. Resolves when all are through. */
export async function runSeeds({ seeds, jobs, onResult }: PoolSettings): Promise<void> {
  const waiting = [...seeds]
  let ended = false
  const take = (): number | undefined => (ended ? undefined : waiting.shift())
  const work = async (): Promise<void> => {
    let worker = new Worker(new URL('./seed-worker.js', import.meta.url))
    for (let seed = take(); seed !== undefined; seed = take()) {
      const result = await answer(worker, seed)
      if (result.isLost) {
        await worker.terminate()
        worker = new Worker(new URL('./seed-worker.js', import.meta.url))
      }
      if (!ended && !onResult(result)) ended = true
    }
    await worker.terminate()
  }
  await Promise.all(Array.from({ length: Math.min(jobs, seeds.length) }, work))
}

/** What a thread says of a seed; that it does not end, or that the thread broke, is a result too. */
async function answer(worker: Worker, seed: number): Promise<SeedResult & { readonly isLost: boolean }> {
  const lost = (violation: string) => {
    return { seed, traceHash: '', counts: new Map<string, number>(), violation, isLost: true }
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(lost('a run ends: this one does not')), SEED_MS_MAX)
    const onMessage = (result: SeedResult): void => finish({ ...result, isLost: false })
    const onError = (error: unknown): void =>
      finish(lost(`nothing is thrown: ${error instanceof Error ? error.stack : String(error)}`))
    const finish = (result: SeedResult & { readonly isLost: boolean }): void => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError)
      resolve(result)
    }
    worker.on('message', onMessage).on('error', onError)
    worker.postMessage(seed)
  })
}
