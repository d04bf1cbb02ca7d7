import type { Identifier } from '../event/event.js'
import { HASHES, identifierHash } from '../identity/name-order.js'
import type { Nodes } from '../identity/nodes.js'
import { type RecordHead, recordEntry, recordHead } from './cold-record.js'
import type { ColdTier } from './cold-tier.js'
import { NameLog } from './name-log.js'
import type { Profile } from './profile.js'
import type { ColdSweep } from './sweep.js'

/** Where nodes are that are not in memory, and who keeps them. */
export interface Tiering {
  readonly tier: ColdTier
  /** How many are not in memory. */
  readonly cold: { readonly nodes: number }
  /** An entry of a profile in memory was written. */
  written(profile: Profile, entry: Uint8Array): void
}

/** Records that are read at one go. */
const RANGE_RECORDS = 64

/** `changed` since the cut, or of the cut and not `written` yet. */
type EntryState = 'changed' | 'to be written' | 'to be swept' | 'written'

/** An entry to be written; `said` is the hash of what it takes the place of, null when it says the same. */
interface ColdEntry {
  readonly said: number | null
  readonly entry: Uint8Array
}

/**
 * What checkpoints have to write of the nodes that are not in memory: those that had changed when they went,
 * noted by name, and for the sweep a span of hashes of the others. Records do not change, so they are
 * written as they are, when there is time; one that is wanted in memory before is written then.
 *
 *     noted since the cut     -> the next checkpoint
 *     noted before the cut    -> this one, from #place on
 *     in the span of the cut  -> this one, from #from on
 */
export class ColdEntries implements ColdSweep {
  readonly #tiering: Tiering
  readonly #nodes: Nodes<Profile>
  /** Number of the checkpoint that is to come. */
  #next = 1
  #noted = new NameLog()
  /** Those of the checkpoint under way that are to be written from `#place` on. */
  #log: Iterator<{ place: number; name: Identifier }> | undefined
  #place = 0
  /** Hashes that the checkpoint under way has still to sweep: `#from` to below `#until`. */
  #from = HASHES
  #until = HASHES

  constructor(tiering: Tiering, nodes: Nodes<Profile>) {
    this.#tiering = tiering
    this.#nodes = nodes
  }

  /** A changed node goes out of memory: what its record says of it. */
  note(name: Identifier, said: number): RecordHead {
    return { said, checkpoint: this.#next, place: this.#noted.add(name) }
  }

  /** Cuts; returns how many were noted. */
  cut(): number {
    const { length } = this.#noted
    this.#next++
    this.#log = this.#noted.entries()
    this.#place = 0
    this.#noted = new NameLog()
    return length
  }

  /** What has become of the entry of a node that comes into memory. */
  stateOf(name: Identifier, { checkpoint, place }: RecordHead): EntryState {
    if (checkpoint === this.#next) return 'changed'
    if (checkpoint === this.#next - 1 && checkpoint > 0)
      return place >= this.#place ? 'to be written' : 'written'
    if (this.#from >= this.#until) return 'written'
    const hash = identifierHash(name)
    return hash >= this.#from && hash < this.#until ? 'to be swept' : 'written'
  }

  /** Hashes below it have been swept in this round, or are by the checkpoint under way. */
  get sweptTo(): number {
    return this.#until
  }

  beginSweep(): void {
    this.#from = this.#until = 0
  }

  endSweep(): void {
    this.#from = this.#until = HASHES
  }

  /** Takes about so many nodes more into the span of the cut; true when with them all have been. */
  sweepOn(count: number): boolean {
    const { nodes } = this.#tiering.cold
    const span = nodes === 0 ? HASHES : Math.ceil((HASHES * count) / nodes)
    this.#until = Math.min(HASHES, this.#until + span)
    return this.#until >= HASHES
  }

  /** What is to be written, one after the other; each is taken with being given. */
  *take(): Generator<ColdEntry> {
    for (let noted = this.#log?.next(); noted !== undefined; noted = this.#log?.next()) {
      if (noted.done === true) break
      const { name, place } = noted.value
      this.#place = place + 1
      const record = this.#nodes.inMemory(name)
        ? undefined
        : this.#tiering.tier.get(identifierHash(name), name)
      if (record === undefined) continue
      const head = recordHead(record)
      // One that came into memory and went again was written when it came.
      if (head.checkpoint === this.#next - 1 && head.place === place)
        yield { said: head.said, entry: recordEntry(record) }
    }
    this.#log = undefined
    this.#place = Number.POSITIVE_INFINITY
    yield* this.#sweep()
  }

  *#sweep(): Generator<ColdEntry> {
    while (this.#from < this.#until) {
      const range = this.#tiering.tier.range(this.#from, this.#until, RANGE_RECORDS)
      for (const [i, { hash, name, bytes }] of range.entries()) {
        const isLast = range[i + 1]?.hash !== hash
        this.#from = isLast ? hash + 1 : hash
        const { checkpoint } = recordHead(bytes)
        // What has changed since the last cut but one is written as noted.
        const isNoted = checkpoint > 0 && checkpoint >= this.#next - 1
        if (!isNoted && this.#nodes.inMemory(name) === undefined)
          yield { said: null, entry: recordEntry(bytes) }
      }
      if (range.length === 0) this.#from = this.#until
    }
  }
}
