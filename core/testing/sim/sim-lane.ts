import type { Clock } from '../../base/clock.js'
import type { TaskRunner } from '../../cluster/lane.js'
import { LaneBoard } from '../../lane/board.js'
import type { LaneRules } from '../../lane/lane-rules.js'
import type { LaneResults, LaneTask, Opened } from '../../lane/protocol.js'
import { Lane, runIn } from '../../lane/worker.js'

export interface SimLaneSettings {
  readonly namespace: string
  /** P: the number of partitions. */
  readonly partitions: number
  readonly rules: LaneRules
  readonly clock: Clock
  /** How long the next task takes, ms. */
  readonly taskMs: () => number
  /** Bytes of a slice of a checkpoint, and of one that is restored: few, so that each has many. */
  readonly sliceBytes: number
  /** A partition was opened; `epoch` is the sequence of the last message of its changelog that was read. */
  readonly onOpened: (partition: number, opened: Opened, epoch: number) => void
}

type Task = Exclude<LaneTask, { kind: 'start' }>

/** The production lane in virtual time: one task after the other, in the order in which they were given. */
export class SimLane implements TaskRunner {
  readonly #settings: SimLaneSettings
  readonly #lane: Lane
  #turn: Promise<unknown> = Promise.resolve()
  #epoch = 0

  constructor(settings: SimLaneSettings) {
    const { namespace, partitions, rules } = settings
    this.#settings = settings
    const { buffer: board } = new LaneBoard()
    this.#lane = new Lane(
      {
        lane: 0,
        namespace,
        partitions,
        definitions: { versions: [], current: '' },
        first: '',
        timeScale: 1,
        spill: undefined,
        board,
      },
      rules,
    )
  }

  async run<Kind extends LaneTask['kind']>(
    task: Extract<LaneTask, { kind: Kind }>,
  ): Promise<LaneResults[Kind]> {
    const turn = this.#turn.then(() => this.#run(task as Task))
    this.#turn = turn.catch(() => {})
    return turn as Promise<LaneResults[Kind]>
  }

  async #run(task: Task): Promise<unknown> {
    const { clock, taskMs, sliceBytes, onOpened } = this.#settings
    await new Promise<void>((resolve) => void clock.timer(taskMs(), resolve))
    if (task.kind === 'restore') this.#epoch = task.changes.at(-1)?.sequence ?? this.#epoch
    const isSliced = task.kind === 'slice' || task.kind === 'open'
    const result = runIn(this.#lane, isSliced ? { ...task, bytesMax: sliceBytes } : task)
    // One that cannot be restored is read again.
    if (task.kind === 'open' && 'flaws' in (result as object))
      onOpened(task.partition, result as Opened, this.#epoch)
    return result
  }
}
