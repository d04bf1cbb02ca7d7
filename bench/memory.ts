import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { MemoryFigures, MemorySettings } from './memory-partitions.js'
import type { Outcome } from './outcome.js'

/** Heap of the process that spills, MB, and of the one that keeps everything in memory. */
const SMALL_HEAP_MB = 512
const LARGE_HEAP_MB = 16 * 1024
/** Of the rate without spilling that must be left with it. */
const SHARE_MIN = 0.5

const SETTINGS: MemorySettings = {
  profiles: 2_000_000,
  events: 1_000_000,
  warmEvents: 400_000,
  partitions: 16,
  // Sizes are estimates: with 280 MB up to 440 MB of the heap were seen in use.
  hotBytesMax: 160 * 1024 * 1024,
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
      ...outcome(`memory, heap of ${SMALL_HEAP_MB} MB`, some, share(all, some)),
      target: all.eventsPerSecond * SHARE_MIN,
    },
  ]
}

async function measured(settings: MemorySettings, heapMb: number): Promise<MemoryFigures> {
  // The built one, also when a test runs this from its source.
  const built = import.meta.url.endsWith('.ts') ? '../dist/bench/' : './'
  const program = fileURLToPath(new URL(`${built}memory-partitions.js`, import.meta.url))
  const flags = [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=64', '--expose-gc']
  const running = spawn(process.execPath, [...flags, program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(running, 'close')
  let said = ''
  for await (const piece of running.stdout) said += piece
  const [code, signal] = await ended
  if (code !== 0) throw new Error(`the partitions of the case memory ended: ${signal ?? code}`)
  return JSON.parse(said) as MemoryFigures
}

/** The rate with spilling as a share of that without, by the clock and by CPU: load spoils the former. */
function share(all: MemoryFigures, some: MemoryFigures): string {
  const byClock = some.eventsPerSecond / all.eventsPerSecond
  const byCpu = all.threadMicros / some.threadMicros
  const verdict = byClock >= SHARE_MIN ? 'passed' : 'failed'
  return `${byClock.toFixed(2)} of the rate, ${byCpu.toFixed(2)} by CPU; ${SHARE_MIN} is wanted: ${verdict}`
}

function outcome(name: string, figures: MemoryFigures, ...more: string[]): Outcome {
  const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024).toLocaleString('en-US')} MB`
  const count = (number: number) => Math.round(number).toLocaleString('en-US')
  const words = [
    ...more,
    `${count(figures.profiles)} profiles, ${count(figures.cold)} of them cold`,
    `heap ${mb(figures.heapBytes)}, ${mb(figures.heapBytesMax)} at most; outside ${mb(figures.outsideBytes)}`,
    `resident at most ${mb(figures.residentBytes)} with the file; disk ${mb(figures.diskBytes)}`,
    `loaded in ${count(figures.loadSeconds)} s`,
  ]
  const { eventsPerSecond, threadMicros: thread, processMicros } = figures
  return { name, eventsPerSecond, cpu: { thread, process: processMicros }, words: words.join('; ') }
}
