import { waymark } from '#proto'
import type { StitchMessage } from '../identity/messages.js'
import { type BackfillMessage, decodeBackfill } from './backfill-codec.js'
import { Fragments, type WireMessage } from './link-codec.js'
import type { Profile } from './profile.js'
import type { Reading } from './profile-codec.js'
import { decodeStitch } from './stitch-codec.js'

/** What one partition says to another. */
type Said = StitchMessage<Profile> | BackfillMessage

/** What cannot be decoded, and why. */
export interface Undecodable {
  readonly reason: string
  readonly bytes: Uint8Array
}

/** The receiving end of links: part of a partition's state. */
export class Incoming {
  /** Number of the last link accepted from each partition. */
  readonly last: number[]
  readonly fragments = new Fragments()

  constructor(partitions: number) {
    this.last = new Array<number>(partitions).fill(0)
  }

  /**
   * Accepts the link behind the last one. A lower number is a repetition, a higher one a gap: its sender will
   * send again, for it has no acknowledgement. Whatever is in it, what is accepted holds up nothing.
   */
  accept(from: number, n: number): 'links' | 'linkDuplicates' | 'linkGaps' {
    const last = this.last[from] ?? 0
    if (n <= last) return 'linkDuplicates'
    if (n > last + 1) return 'linkGaps'
    this.last[from] = n
    return 'links'
  }

  /** What a partition says; null while a part of it is still to come. */
  read(from: number, message: WireMessage, reading: Reading): Said | Undecodable | null {
    try {
      const whole = this.fragments.complete(from, message)
      return whole && (decodeBackfill(whole, reading) ?? decodeStitch(whole, reading))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { reason, bytes: waymark.Message.encode(message).finish() }
    }
  }
}
