import { waymark } from '#proto'
import type { Definitions } from '../core/definitions/definitions.js'
import type { Identifier } from '../core/event/event.js'
import { isRedirect } from '../core/identity/nodes.js'
import { Partition } from '../core/partition/partition.js'
import type { Contender } from './identity-contender.js'
import { rankName, type Sets, setsOf } from './identity-sets.js'
import { encodedLog, type IdentityLog, type Touch, timeOf } from './identity-workload.js'
import type { LogMessage } from './workload.js'

/** What partitions said. */
export interface Said {
  applied: number
  facts: number
  factBytes: number
  /** Link records and their bytes. */
  records: number
  recordBytes: number
}

/** All partitions on one thread; what they say to each other goes encoded, as over the broker, at once. */
export class Partitions {
  readonly #partitions: readonly Partition[]
  readonly #definitions: Definitions
  readonly #offsets: number[]

  constructor(count: number, definitions: Definitions) {
    this.#definitions = definitions
    this.#partitions = Array.from({ length: count }, (_, p) => new Partition(p, count, definitions))
    this.#offsets = this.#partitions.map(() => 0)
  }

  /**
   * Applies a log, and what comes of each record at other partitions right behind it.
   * @param listen gets every link record
   */
  apply({ log, events }: IdentityLog, listen?: (record: Uint8Array) => void): Said {
    const said: Said = { applied: 0, facts: 0, factBytes: 0, records: 0, recordBytes: 0 }
    log.forEach((message, i) => {
      const time = timeOf((events * i) / log.length)
      const queue = [message]
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        for (const record of this.#step(next, time, said)) {
          queue.push(record)
          listen?.(record.bytes)
        }
      }
    })
    return said
  }

  /** Where every identifier leads. @throws Error for one that leads nowhere */
  sets(): Sets {
    return setsOf(this.#pairs())
  }

  /** Everything that one record says to other partitions. */
  #step({ partition, bytes }: LogMessage, time: number, said: Said): LogMessage[] {
    const offset = (this.#offsets[partition] ?? 0) + 1
    this.#offsets[partition] = offset
    const { outputs, counts } = (this.#partitions[partition] as Partition).step({ offset, time, bytes })
    said.applied += counts.events
    said.facts += counts.facts
    const records: LogMessage[] = []
    for (const output of outputs) {
      if (output.to === 'dead-letter') throw new Error(`a dead letter: ${output.reason}`)
      if (output.to === 'fact') said.factBytes += output.bytes.length
      if (output.to !== 'link') continue
      said.records++
      said.recordBytes += output.bytes.length
      records.push({ partition: output.target, bytes: output.bytes })
    }
    return records
  }

  *#pairs(): Generator<readonly [string, string]> {
    const { identities } = this.#definitions
    for (const partition of this.#partitions) {
      for (const { type, value, node } of partition.nodes()) {
        let name: Identifier = { type, value }
        for (let at = node; isRedirect(at); ) {
          name = at.to
          const home = identities.partitionOf(name, this.#partitions.length)
          const next = this.#partitions[home]?.nodeNamed(name)
          if (next === undefined)
            throw new Error(`${type}:${value} leads to ${name.value}, which is not there`)
          at = next
        }
        yield [rankName({ type, value }, identities), rankName(name, identities)]
      }
    }
  }
}

const MESSAGE_KINDS = [
  ...(['claim', 'reply', 'handoff', 'yield', 'settle', 'forward'] as const),
  ...(['shortcut', 'flush', 'flushed', 'fragment', 'release', 'reassign', 'command'] as const),
]

export type MessageCounts = Partial<Record<(typeof MESSAGE_KINDS)[number], number>>

/** Counts the messages of one link record by their kinds. */
export function countMessages(record: Uint8Array, counts: MessageCounts): void {
  for (const message of waymark.Record.decode(record).link?.messages ?? []) {
    const kind = MESSAGE_KINDS.find((name) => message[name] != null)
    if (kind === undefined) throw new Error('a message of a kind that is not counted')
    counts[kind] = (counts[kind] ?? 0) + 1
  }
}

/** Partitions that begin anew with every round. */
export function partitionsContender(
  count: number,
  definitions: Definitions,
  rows: readonly Touch[],
): Contender {
  const log = encodedLog(rows, count, definitions.identities, 1)
  let partitions = new Partitions(count, definitions)
  return {
    name: `${count} partition${count === 1 ? '' : 's'}`,
    words: '',
    reset: async () => {
      partitions = new Partitions(count, definitions)
    },
    run: async () => partitions.apply(log).applied,
    cpu: () => ({}),
    sets: async () => partitions.sets(),
    stop: async () => {},
  }
}
