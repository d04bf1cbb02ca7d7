import { setImmediate as breathe } from 'node:timers/promises'
import type { Broker, StoredMessage } from '../cluster/broker.js'
import type { Definitions } from '../definitions/definitions.js'
import { EventView } from '../event/reader.js'
import type { Names } from '../event/subjects.js'
import { readEvent, readRecord } from '../partition/record-reader.js'
import { type Plan, placeOf } from './plan.js'
import { isStranger } from './strangers.js'
import { readWhole } from './whole-stream.js'

export interface VerifierParts {
  readonly broker: Broker
  readonly names: Names
  readonly partitions: number
  readonly definitions: Definitions
  readonly plan: Plan
  readonly onProgress: (share: number, words: string) => void
}

export interface Verdict {
  /** Empty when all is as it must be. */
  readonly violations: readonly string[]
  /** Events that stand in the log, and those that stand there more than once. */
  readonly stored: number
  readonly storedAgain: number
  readonly profiles: number
  readonly flips: number
  readonly deliveries: number
  readonly deadLetters: number
}

/** Ids of deliveries that were dead letters and are sent again begin so. */
export const SENT_AGAIN = 'again-'
/** After so many events others have their turn: the connection must be kept alive. */
const BREATH = 50_000
/** Of one kind of violation so many are told. */
const TOLD_MAX = 3

interface Fact {
  readonly fact: string
  readonly name?: string
  readonly subject: { readonly type: string; readonly value: string }
  readonly because: { readonly from?: string; readonly to?: string }
}

/**
 * Recomputes from the stored log, with the most naive means, what the engine must have said, and compares:
 * nothing that was accepted is missing, every event counts once, every set of linked identifiers is one
 * profile, each flip and each delivery was said once.
 */
export class Verifier {
  readonly #parts: VerifierParts
  readonly #violations = new Map<string, string[]>()
  /** Identifier to the one that stands for its set (union-find without any cleverness). */
  readonly #parents = new Map<string, string>()
  readonly #places: Uint8Array
  /** Sequence up to which each log is read. */
  readonly #read = new Map<number, number>()
  #stored = 0
  #storedAgain = 0

  constructor(parts: VerifierParts) {
    this.#parts = parts
    this.#places = new Uint8Array(parts.plan.events)
  }

  async verify(): Promise<Verdict> {
    await this.readLogs()
    const missing = this.#places.indexOf(0)
    if (missing >= 0) this.#broken('an accepted event is not in the log', `e${missing}`)
    const counts = await this.#countEvents()
    const { flips, profiles } = await this.#readFacts(counts)
    const deliveries = await this.#readDeliveries(counts)
    const deadLetters = await this.#readDeadLetters()
    const violations = [...this.#violations].flatMap(([kind, cases]) => [
      ...cases.slice(0, TOLD_MAX).map((one) => `${kind}: ${one}`),
      ...(cases.length > TOLD_MAX ? [`${kind}: ${cases.length} in all`] : []),
    ])
    const { stored, storedAgain } = { stored: this.#stored, storedAgain: this.#storedAgain }
    return { violations, stored, storedAgain, profiles, flips, deliveries, deadLetters }
  }

  /** Reads what the logs hold by now; they may lose it afterwards. */
  async readLogs(): Promise<void> {
    const { broker, names, partitions, definitions } = this.#parts
    const view = new EventView()
    const onRecord = ({ bytes }: StoredMessage): void => {
      let record: ReturnType<typeof readRecord>
      try {
        record = readRecord(bytes, definitions.symbols, partitions)
      } catch {
        // What a scenario puts there to harm: the engine must have kept it as a dead letter.
        return
      }
      if (record.kind !== 'events') return
      for (let i = 0; i < record.batch.length; i++)
        if (readEvent(record.batch, i, view, definitions.identities) === null) this.#event(view)
    }
    for (let partition = 0; partition < partitions; partition++) {
      this.#parts.onProgress(partition / partitions, `reading the log of partition ${partition}`)
      const from = (this.#read.get(partition) ?? 0) + 1
      this.#read.set(partition, await readWhole(broker, names.logStream(partition), onRecord, from))
    }
  }

  #event(view: EventView): void {
    const place = placeOf(view.messageId)
    if (place < 0) return
    if (this.#places[place] === 1) this.#storedAgain++
    this.#places[place] = 1
    this.#stored++
    const first = `${view.idType(0)}:${view.idValue(0)}`
    this.#root(first)
    for (let i = 1; i < view.idCount; i++) this.#union(first, `${view.idType(i)}:${view.idValue(i)}`)
  }

  /** How many events each linked set has, by its root. */
  async #countEvents(): Promise<Map<string, number>> {
    const { plan } = this.#parts
    const counts = new Map<string, number>()
    for (let place = 0; place < plan.events; place++) {
      if (place % BREATH === 0) {
        this.#parts.onProgress(place / plan.events, 'counting what was sent')
        await breathe()
      }
      const { userId, anonymousId } = plan.event(place).ids
      const root = this.#root(userId === undefined ? `anonymous_id:${anonymousId}` : `user_id:${userId}`)
      counts.set(root, (counts.get(root) ?? 0) + 1)
    }
    return counts
  }

  async #readFacts(counts: ReadonlyMap<string, number>): Promise<{ flips: number; profiles: number }> {
    const { broker, names, plan } = this.#parts
    const ids = new Set<string>()
    const entered = new Map<string, number>()
    let flips = 0
    let profiles = 0
    const { lastSequence } = await broker.streamState(names.factStream)
    await readWhole(broker, names.factStream, (message) => {
      this.#parts.onProgress(message.sequence / lastSequence, 'reading facts')
      this.#once(ids, message)
      for (const line of textOf(message).trimEnd().split('\n')) {
        const { fact, name, subject } = JSON.parse(line) as Fact
        if (isStranger(subject.value)) continue
        if (fact === 'profile.created') profiles++
        if (fact === 'profile.merged') profiles--
        if (!fact.startsWith('segment.')) continue
        flips++
        const root = this.#root(`${subject.type}:${subject.value}`)
        if (fact === 'segment.entered' && name === 'all') entered.set(root, (entered.get(root) ?? 0) + 1)
        else this.#broken('nobody may do this', line)
      }
    })
    if (profiles !== counts.size)
      this.#broken('profiles are not the linked sets', `${profiles} profiles of ${counts.size} sets`)
    for (const [root, count] of counts) {
      const right = count >= plan.settings.eventsEach ? 1 : 0
      if ((entered.get(root) ?? 0) !== right)
        this.#broken('flips differ', `${root} entered ${entered.get(root) ?? 0} times, not ${right}`)
    }
    return { flips, profiles }
  }

  async #readDeliveries(counts: ReadonlyMap<string, number>): Promise<number> {
    const { broker, names } = this.#parts
    const ids = new Set<string>()
    const keys = new Set<string>()
    const roots = new Set<string>()
    await readWhole(broker, names.deliveryStream, (message) => {
      // What a person has sent again from the dead letters.
      if (message.messageId.startsWith(SENT_AGAIN)) return
      this.#once(ids, message)
      const { key, subject } = JSON.parse(textOf(message)) as { key: string; subject: Fact['subject'] }
      if (isStranger(subject.value)) return
      if (keys.has(key)) this.#broken('a delivery was decided twice', key)
      keys.add(key)
      roots.add(this.#root(`${subject.type}:${subject.value}`))
    })
    for (const root of counts.keys()) if (!roots.has(root)) this.#broken('a delivery is missing', root)
    return keys.size
  }

  async #readDeadLetters(): Promise<number> {
    let count = 0
    await readWhole(this.#parts.broker, this.#parts.names.deadLetterStream, () => {
      count++
    })
    return count
  }

  /** An output stands in its stream once. */
  #once(ids: Set<string>, { messageId, subject }: StoredMessage): void {
    if (ids.has(messageId)) this.#broken('an output was stored twice', `${messageId} on ${subject}`)
    ids.add(messageId)
  }

  #root(identifier: string): string {
    const parent = this.#parents.get(identifier)
    if (parent === undefined) {
      this.#parents.set(identifier, identifier)
      return identifier
    }
    if (parent === identifier) return identifier
    const root = this.#root(parent)
    this.#parents.set(identifier, root)
    return root
  }

  #union(a: string, b: string): void {
    this.#parents.set(this.#root(a), this.#root(b))
  }

  #broken(kind: string, what: string): void {
    const cases = this.#violations.get(kind)
    if (cases === undefined) this.#violations.set(kind, [what])
    else cases.push(what)
  }
}

function textOf({ bytes }: StoredMessage): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
}
