import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const HEAP = new URL('../../dist/core/cluster/heap.js', import.meta.url).href

/** State that changes all the time. Tells how often all of it was looked through. */
const program = (first: string): string => `
  import { constants, PerformanceObserver } from 'node:perf_hooks'
  import { growHeaps } from '${HEAP}'
  ${first}
  let looks = 0
  const isMajor = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR
  const watch = new PerformanceObserver((list) => {
    looks += list.getEntries().filter(isMajor).length
  })
  watch.observe({ entryTypes: ['gc'] })
  const kept = []
  for (let turn = 0; turn < 100; turn++) {
    for (let i = 0; i < 20_000; i++) kept[(turn * 20_000 + i) % 200_000] = { turn, text: 'kept ' + i + turn }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  console.log(looks)
`

/** In a process that would look through its heap whenever it has grown by a tenth. */
function looks(first: string): number {
  const words = ['--heap-growing-percent=10', '--input-type=module', '-e', program(first)]
  return Number.parseInt(execFileSync(process.execPath, words, { encoding: 'utf8' }), 10)
}

describe('heaps', () => {
  it('are looked through less often once they may grow, also in a process that runs already', () => {
    const anyway = looks('')
    expect(anyway).toBeGreaterThan(2)
    expect(looks('growHeaps()')).toBeLessThan(anyway)
  })
})
