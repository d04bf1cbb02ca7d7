import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { MemoryFigures, MemorySettings } from './memory-partitions.js'
import type { Outcome } from './outcome.js'

/** Heap of the process that spills, MB, and of the one that keeps everything in memory. */
const SMALL_HEAP_MB = 512
const LARGE_HEAP_MB = 16 * 1024

const SETTINGS: MemorySettings = {
  profiles: 2_000_000,
  events: 2_000_000,
  partitions: 16,
  hotBytesMax: 280 * 1024 * 1024,
  checkpointEvents: 25_000,
}

/**
 * More profiles than fit: the partitions of one thread under a heap of 512 MB, against the same with all
 * memory that they want.
 */
export async function memory(settings: Partial<MemorySettings> = {}): Promise<Outcome[]> {
  const spilled = { ...SETTINGS, ...settings }
  console.error('memory: all in memory')
  const all = await measured({ ...spilled, hotBytesMax: 0 }, LARGE_HEAP_MB)
  console.error(`memory: heap of ${SMALL_HEAP_MB} MB`)
  const some = await measured(spilled, SMALL_HEAP_MB)
  return [
    outcome('memory, all in memory', all),
    {
      ...outcome(`memory, heap of ${SMALL_HEAP_MB} MB`, some),
      target: all.eventsPerSecond / 2,
    },
  ]
}

async function measured(settings: MemorySettings, heapMb: number): Promise<MemoryFigures> {
  // The built one, also when a test runs this from its source.
  const built = import.meta.url.endsWith('.ts') ? '../dist/bench/' : './'
  const program = fileURLToPath(new URL(`${built}memory-partitions.js`, import.meta.url))
  const flags = [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=32', '--expose-gc']
  const running = promisify(execFile)(process.execPath, [...flags, program, JSON.stringify(settings)])
  running.child.stderr?.pipe(process.stderr)
  const { stdout } = await running
  return JSON.parse(stdout) as MemoryFigures
}

function outcome(name: string, figures: MemoryFigures): Outcome {
  const { eventsPerSecond, cpuMicros, profiles, cold, heapBytes, residentBytes, arrivalsPerSecond } = figures
  const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024).toLocaleString('en-US')} MB`
  const count = (number: number) => Math.round(number).toLocaleString('en-US')
  const words = [
    `${count(profiles)} profiles, ${count(cold)} of them cold`,
    `heap ${mb(heapBytes)}, resident at most ${mb(residentBytes)} with the file`,
    `first events ${count(arrivalsPerSecond)}/s`,
  ]
  return { name, eventsPerSecond, cpu: { thread: cpuMicros }, words: words.join('; ') }
}
