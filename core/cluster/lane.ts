import { existsSync } from 'node:fs'
import type { EventLoopUtilization } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { LaneResults, LaneSettings, LaneTask } from '../lane/protocol.js'

/** Three semi-spaces of 64 MB, as V8 counts it. */
const YOUNG_GENERATION_MB = 192

/** Runs tasks of the engine in the order in which they are given. */
export interface TaskRunner {
  run<Kind extends LaneTask['kind']>(task: Extract<LaneTask, { kind: Kind }>): Promise<LaneResults[Kind]>
}

export interface LaneOptions {
  /** The thread's program; the built `core/lane/worker.js` unless told. */
  readonly program?: string
}

/**
 * One engine thread: a Piscina pool of exactly one, so that its tasks stay in order and its state stays put.
 * Piscina would replace a dead thread by an empty one without a word; here its death is the end of the lane.
 */
export class Lane implements TaskRunner {
  readonly number: number
  /** Resolves with LANE_LOST when the thread has died. */
  readonly lost: Promise<WaymarkError>
  readonly #pool: Piscina
  #death: WaymarkError | undefined
  #cause: unknown
  #stopping = false
  #declareLost: (error: WaymarkError) => void = () => {}
  #load: EventLoopUtilization | undefined

  /** @throws WaymarkError LANE_LOST when the thread's program is not there */
  constructor(number: number, options: LaneOptions = {}) {
    this.number = number
    this.lost = new Promise((resolve) => {
      this.#declareLost = resolve
    })
    this.#pool = new Piscina({
      filename: options.program ?? workerProgram(),
      minThreads: 1,
      maxThreads: 1,
      concurrentTasksPerWorker: 1,
      idleTimeout: Number.POSITIVE_INFINITY,
      maxQueue: LIMITS.laneQueueMax,
      stricterFIFO: true,
      atomics: 'disabled',
      recordTiming: false,
      // Steps make much that dies young: with more room for it, garbage is collected half as often.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    this.#pool.on('error', (error: unknown) => {
      this.#cause ??= error
    })
    this.#pool.on('workerDestroy', () => this.#died())
  }

  /**
   * Loads the definitions into the thread.
   * @throws WaymarkError LANE_LOST when it does not answer in `LIMITS.laneStartMsMax`
   */
  async start(settings: LaneSettings, clock: Clock): Promise<LaneResults['start']> {
    let cancel = (): void => {}
    const late = new Promise<never>((_, reject) => {
      const seconds = LIMITS.laneStartMsMax / 1000
      const error = new WaymarkError(
        'LANE_LOST',
        `engine thread ${this.number} did not start in ${seconds} s`,
      )
      cancel = clock.timer(LIMITS.laneStartMsMax, () => reject(error))
    })
    try {
      return await Promise.race([this.run({ kind: 'start', settings }), late])
    } finally {
      cancel()
    }
  }

  /**
   * Runs a task behind those already given. The bytes of records and changes are moved to the thread, not
   * copied: they are empty here afterwards, and so is all that shares their buffers.
   * @throws WaymarkError LANE_LOST when the thread died; whatever the task threw
   */
  async run<Kind extends LaneTask['kind']>(
    task: Extract<LaneTask, { kind: Kind }>,
  ): Promise<LaneResults[Kind]> {
    if (this.#death !== undefined) throw this.#death
    try {
      const result: LaneResults[Kind] = await this.#pool.run(task, { transferList: buffersOf(task) })
      if (this.#death !== undefined) throw this.#death
      return result
    } catch (error) {
      if (this.#death === undefined) throw error
      this.#cause ??= error
      throw this.#death
    }
  }

  /** Share of the time since the last call in which the thread was at work, 0 to 1. */
  utilization(): number {
    const performance = this.#pool.threads[0]?.performance
    if (performance === undefined) return 0
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#load)
    this.#load = now
    // Over short spans the thread's idle time is known too late, and the share leaves its bounds.
    return Math.min(1, Math.max(0, utilization || 0))
  }

  /** Ends the thread; tasks that are not done are lost. */
  async close(): Promise<void> {
    this.#stopping = true
    await this.#pool.destroy()
  }

  /** Called by Piscina before it rejects the dead thread's task and starts an empty thread. */
  #died(): void {
    if (this.#stopping || this.#death !== undefined) return
    const death = new WaymarkError(
      'LANE_LOST',
      `engine thread ${this.number} ended`,
      'start the worker again',
    )
    this.#death = death
    // By then the cause is known, and the empty thread goes before it gets a task.
    setImmediate(() => {
      if (this.#cause !== undefined) {
        death.message += `: ${errorLine(this.#cause)}`
        death.cause = this.#cause
      }
      this.#declareLost(death)
      void this.#pool.destroy()
    })
  }
}

function buffersOf(task: LaneTask): ArrayBuffer[] {
  const moved = task.kind === 'step' ? task.records : task.kind === 'restore' ? task.changes : []
  const buffers = new Set<ArrayBuffer>()
  for (const { bytes } of moved) buffers.add(bytes.buffer as ArrayBuffer)
  return [...buffers]
}

/** Threads run built JavaScript, also when the process runs from TypeScript (in tests). */
function workerProgram(): string {
  const fromSource = import.meta.url.endsWith('.ts')
  const path = fromSource ? '../../dist/core/lane/worker.js' : '../lane/worker.js'
  const program = fileURLToPath(new URL(path, import.meta.url))
  if (existsSync(program)) return program
  throw new WaymarkError('LANE_LOST', `the program of the engine threads is not built: ${program}`, 'run tsc')
}
