/** What a lane is at: a record of a partition, or, with offset 0, the opening of one. */
export interface LanePlace {
  readonly partition: number
  readonly offset: number
}

const PARTITION = 0
const OFFSET = 1
const BEATS = 2
const FIELDS = 3
const NOWHERE = -1

/**
 * Memory that a lane shares with its process, so that the process sees what the thread is at, and whether it
 * gets anywhere, when the thread cannot say so any more: it has died, or turns in a loop.
 */
export class LaneBoard {
  readonly buffer: SharedArrayBuffer
  readonly #fields: Float64Array

  constructor(buffer?: SharedArrayBuffer) {
    this.buffer = buffer ?? new SharedArrayBuffer(FIELDS * Float64Array.BYTES_PER_ELEMENT)
    this.#fields = new Float64Array(this.buffer)
    if (buffer === undefined) this.leave()
  }

  /** The lane begins with something. */
  enter(partition: number, offset: number): void {
    this.#fields[PARTITION] = partition
    this.#fields[OFFSET] = offset
    this.beat()
  }

  /** The lane is done with it. */
  leave(): void {
    this.#fields[PARTITION] = NOWHERE
    this.beat()
  }

  /** A part of long work is done. */
  beat(): void {
    this.#fields[BEATS] = this.beats + 1
  }

  get place(): LanePlace | undefined {
    const partition = this.#fields[PARTITION] ?? NOWHERE
    return partition === NOWHERE ? undefined : { partition, offset: this.#fields[OFFSET] ?? 0 }
  }

  /** Stands still when the lane gets nowhere. */
  get beats(): number {
    return this.#fields[BEATS] ?? 0
  }
}
