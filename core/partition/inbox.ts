import { waymark } from '#proto'
import { Fragments, type WireMessage } from './link-codec.js'
import type { StepCounts } from './output.js'

/** The links that other partitions have sent: what is accepted of them, each once and in order. */
export class Inbox {
  readonly fragments = new Fragments()
  /** Number of the last link accepted from each partition: part of the partition's state. */
  readonly received: number[]

  constructor(partitions: number) {
    this.received = new Array<number>(partitions).fill(0)
  }

  /** True when the link is the one that comes next: it is accepted whatever is in it. */
  accepts(from: number, n: number, counts: StepCounts): boolean {
    const last = this.received[from] ?? 0
    if (n <= last) counts.linkDuplicates++
    else if (n > last + 1) counts.linkGaps++
    else {
      this.received[from] = n
      counts.links++
      return true
    }
    return false
  }

  /**
   * What a message of a link says when it is whole with this one; null while a part is still to come.
   * @throws Error when it cannot be used, or `decode` throws
   */
  said<Said>(from: number, message: WireMessage, decode: (whole: WireMessage) => Said): Said | null {
    const whole = this.fragments.complete(from, message)
    return whole && decode(whole)
  }
}

/** A message as it came, for a dead letter. */
export function messageBytes(message: WireMessage): Uint8Array {
  return waymark.Message.encode(message).finish()
}
