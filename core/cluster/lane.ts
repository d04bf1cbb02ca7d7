import { existsSync } from 'node:fs'
import type { EventLoopUtilization } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import { LaneBoard, type LanePlace } from '../lane/board.js'
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
  /** How long it may get nowhere at a task; `LIMITS.laneHangMsMax` unless told. */
  readonly hangMs?: number
  /** Of its heap; what Node gives unless told. */
  readonly heapMb?: number
}

/** How often a lane at work is looked at, within the time that it may get nowhere. */
const LOOKS = 8

/**
 * One engine thread: a Piscina pool of exactly one, so that its tasks stay in order and its state stays put.
 * Piscina would replace a dead thread by an empty one without a word; here its death is the end of the lane.
 */
export class Lane implements TaskRunner {
  readonly number: number
  /** Resolves with LANE_LOST when the thread has died. */
  readonly lost: Promise<WaymarkError>
  readonly #pool: Piscina
  readonly #board = new LaneBoard()
  readonly #hangMs: number
  #atWork = 0
  #cancelWatch: () => void = () => {}
  #death: WaymarkError | undefined
  #cause: unknown
  #stopping = false
  #declareLost: (error: WaymarkError) => void = () => {}
  #load: EventLoopUtilization | undefined

  /** @throws WaymarkError LANE_LOST when the thread's program is not there */
  constructor(number: number, options: LaneOptions = {}) {
    this.number = number
    this.#hangMs = options.hangMs ?? LIMITS.laneHangMsMax
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
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
        ...(options.heapMb === undefined ? {} : { maxOldGenerationSizeMb: options.heapMb }),
      },
    })
    this.#pool.on('error', (error: unknown) => {
      this.#cause ??= error
    })
    this.#pool.on('workerDestroy', () => this.#died())
  }

  /**
   * Loads the definitions into the thread; from then on it is condemned when it gets nowhere at a task.
   * @throws WaymarkError LANE_LOST when it does not answer in `LIMITS.laneStartMsMax`
   */
  async start(settings: Omit<LaneSettings, 'board'>, clock: Clock): Promise<LaneResults['start']> {
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
      const { buffer: board } = this.#board
      const started = await Promise.race([
        this.run({ kind: 'start', settings: { ...settings, board } }),
        late,
      ])
      this.#watch(clock)
      return started
    } finally {
      cancel()
    }
  }

  get isLost(): boolean {
    return this.#death !== undefined
  }

  /** What it is at, or was when it died. */
  get place(): LanePlace | undefined {
    return this.#board.place
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
    this.#atWork++
    try {
      const result: LaneResults[Kind] = await this.#pool.run(task, { transferList: buffersOf(task) })
      if (this.#death !== undefined) throw this.#death
      return result
    } catch (error) {
      if (this.#death === undefined) throw error
      this.#cause ??= error
      throw this.#death
    } finally {
      this.#atWork--
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

  /** Declares the thread lost: what it holds is not to be trusted, or it will not answer any more. */
  condemn(why: unknown): void {
    this.#cause ??= why
    this.#died()
  }

  /** Ends the thread; tasks that are not done are lost. */
  async close(): Promise<void> {
    this.#stopping = true
    this.#cancelWatch()
    await this.#pool.destroy()
  }

  /**
   * Condemns the lane when it gets nowhere. It is judged by looks, not by the clock: after a pause of the
   * whole process one look is missing, and the thread has had no time either.
   */
  #watch(clock: Clock): void {
    let beats = this.#board.beats
    let still = 0
    const everyMs = this.#hangMs / LOOKS
    const look = (): void => {
      if (this.#death !== undefined || this.#stopping) return
      const moved = beats !== this.#board.beats || this.#atWork === 0
      beats = this.#board.beats
      still = moved ? 0 : still + 1
      if (still >= LOOKS) this.condemn(new Error(`it got nowhere for ${this.#hangMs / 1000} s`))
      else this.#cancelWatch = clock.timer(everyMs, look)
    }
    this.#cancelWatch = clock.timer(everyMs, look)
  }

  /** Called by Piscina before it rejects the dead thread's task and starts an empty thread. */
  #died(): void {
    if (this.#stopping || this.#death !== undefined) return
    const death = new WaymarkError(
      'LANE_LOST',
      `engine thread ${this.number} ended`,
      'look into the log for what it was at',
    )
    this.#death = death
    this.#cancelWatch()
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
