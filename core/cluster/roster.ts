import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { Broker, HeardMessage, Listener, Reader } from './broker.js'
import { decodeHeartbeat, encodeHeartbeat, type Heartbeat } from './heartbeat.js'
import { Members } from './members.js'
import { readRange } from './stream-range.js'
import { Vacancies } from './vacancies.js'

export interface RosterSettings {
  readonly broker: Broker & Listener
  readonly names: Names
  /** This worker, as long as it is there. */
  readonly worker: Pick<Heartbeat, 'worker' | 'host' | 'roles' | 'startedAt' | 'version'>
  readonly heartbeatMs: number
  readonly expiryMs: number
  readonly steadyBeats: number
  /** Makes the stream of heartbeats when it is gone. */
  readonly ensureStream: () => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

/** What a worker says of itself besides that it is there. */
export type Report = Pick<Heartbeat, 'owned' | 'refused'>

/** As a bucket of key and value says that a key is deleted: any client of such buckets can look in. */
const DELETED_HEADER = 'KV-Operation'
const DELETED = 'DEL'

/**
 * Says that this worker is there, and reads who else is. Heartbeats serve liveness alone: who owns a
 * partition is decided by its changelog.
 */
export class Roster {
  readonly members: Members
  readonly vacancies = new Vacancies()
  /** What is said with each heartbeat. */
  report: () => Report = () => ({ owned: [], refused: [] })
  /** Called when time has moved on, or others have changed. */
  onChange: () => void = () => {}
  /** Called when this worker was away for so long that others had to take it for dead. */
  onReturn: () => void = () => {}
  readonly #settings: RosterSettings
  #ear: Reader | undefined
  #number = 0
  #beat = 0
  #returns = 0
  #leaving = false
  /** When a heartbeat was last stored. */
  #storedAt: number | undefined
  /** Numbers of heartbeats, as opposed to what was said between them. */
  #beats = new Set<number>()
  #hasJoined = false
  #echoed: () => void = () => {}
  #failing = false
  #mending = false
  #telling: Promise<void> = Promise.resolve()
  #tellAgain = false
  #cancelBeat: (() => void) | undefined
  #stopped = false

  constructor(settings: RosterSettings) {
    this.#settings = settings
    this.members = new Members(settings)
  }

  /** Resolves when this worker knows who was there when it came. */
  async start(): Promise<void> {
    const { broker, names, clock, expiryMs } = this.#settings
    this.#ear = await broker.listen(names.member('>'), (message) => this.#heard(message))
    const echoed = new Promise<void>((resolve) => {
      this.#echoed = resolve
    })
    void this.#beatOn()
    await this.#telling
    let cancel = (): void => {}
    // After so long all who live have been heard.
    const heard = new Promise<void>((resolve) => {
      cancel = clock.timer(expiryMs, resolve)
    })
    const known = Promise.all([this.#readStored(heard), echoed])
    await Promise.race([known, heard])
    cancel()
    this.#hasJoined = true
  }

  /** Whether this worker knows who else is there. */
  get joined(): boolean {
    return this.#hasJoined
  }

  /** Says now what has changed. */
  tell(): Promise<void> {
    if (!this.#tellAgain) {
      this.#tellAgain = true
      this.#telling = this.#telling.then(() => this.#say(false))
    }
    return this.#telling
  }

  /** This worker is about to end: it says so, and goes on saying what it still owns. */
  async leave(): Promise<void> {
    this.#leaving = true
    await this.tell()
  }

  /** Says that this worker has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelBeat?.()
    const { broker, names, worker, log } = this.#settings
    await this.#telling
    await this.#ear?.stop()
    const headers = { [DELETED_HEADER]: DELETED }
    try {
      const deadlineMs = LIMITS.leaveMsMax
      await broker.publish(names.member(worker.worker), new Uint8Array(), { headers, deadlineMs })
    } catch (error) {
      log.debug('the others will miss this worker', { reason: errorLine(error) })
    }
  }

  async #beatOn(): Promise<void> {
    const { clock, heartbeatMs } = this.#settings
    this.#noticeAbsence()
    if (this.#beat++ > LIMITS.flapBeats) this.#returns = 0
    this.#telling = this.#telling.then(() => this.#say(true))
    await this.#telling
    if (!this.#stopped) this.#cancelBeat = clock.timer(heartbeatMs, () => void this.#beatOn())
  }

  /** Stopped for a while, or cut off from the broker: it is not steady, and may own nothing more. */
  #noticeAbsence(): void {
    const { clock, expiryMs } = this.#settings
    if (this.#storedAt === undefined || clock.now() - this.#storedAt < expiryMs) return
    this.#storedAt = clock.now()
    this.#beat = 0
    this.#returns++
    this.onReturn()
  }

  async #say(isBeat: boolean): Promise<void> {
    const { broker, names, worker, expiryMs, heartbeatMs, clock, log } = this.#settings
    this.#tellAgain = false
    if (this.#stopped) return
    const number = ++this.#number
    const own = { beat: this.#beat, returns: this.#returns, leaving: this.#leaving, number, expiryMs }
    if (isBeat) this.#await(number)
    try {
      const bytes = encodeHeartbeat({ ...worker, ...own, ...this.report() })
      await broker.publish(names.member(worker.worker), bytes, { deadlineMs: Math.max(heartbeatMs, 1_000) })
      this.#storedAt = clock.now()
      if (this.#failing) log.info('heartbeats are stored again')
      this.#failing = false
    } catch (error) {
      this.#beats.delete(number)
      if (!this.#failing) log.warn('a heartbeat could not be stored', { reason: errorLine(error) })
      this.#failing = true
      this.#mendStream()
    }
  }

  #await(number: number): void {
    this.#beats.add(number)
    const [oldest] = this.#beats
    if (this.#beats.size > LIMITS.heartbeatsAwaitedMax && oldest !== undefined) this.#beats.delete(oldest)
  }

  /** The bucket may have been deleted. */
  #mendStream(): void {
    if (this.#mending || !this.#settings.broker.connected) return
    this.#mending = true
    const done = (): void => {
      this.#mending = false
    }
    this.#settings.ensureStream().then(done, done)
  }

  /** What was said before this worker came; by the broker's time its age is known. */
  async #readStored(otherwise: Promise<void>): Promise<void> {
    const { broker, names, clock, worker, log } = this.#settings
    try {
      const { firstSequence, lastSequence } = await broker.streamState(names.memberStream)
      const range = { stream: names.memberStream, from: firstSequence, to: lastSequence }
      let now = 0
      const stored: { heartbeat: Heartbeat; time: number }[] = []
      await readRange(broker, clock, range, (message) => {
        now = Math.max(now, message.time)
        const heartbeat = this.#hasJoined ? null : decodeHeartbeat(message.bytes)
        if (heartbeat === null || heartbeat.worker === worker.worker) return
        this.members.heard(heartbeat, message.time)
        stored.push({ heartbeat, time: message.time })
      })
      for (const { heartbeat, time } of stored) this.vacancies.heard(heartbeat, clock.now() - (now - time))
      if (!this.#hasJoined) this.members.caughtUp(now)
    } catch (error) {
      log.warn('what other workers have said before cannot be read', { reason: errorLine(error) })
      await otherwise
    }
  }

  #heard(message: HeardMessage): void {
    const { names, worker, clock } = this.#settings
    const heartbeat = decodeHeartbeat(message.bytes)
    let changed = false
    if (message.header(DELETED_HEADER) !== '') {
      const left = message.subject.slice(names.member('').length)
      changed = this.members.left(left)
      this.vacancies.heard({ worker: left, owned: [] }, clock.now())
    } else if (heartbeat !== null) {
      changed = this.members.heard(heartbeat, Number.POSITIVE_INFINITY)
      this.vacancies.heard(heartbeat, clock.now())
    }
    if (heartbeat?.worker === worker.worker && this.#beats.delete(heartbeat.number)) {
      this.members.beat()
      this.#echoed()
      changed = true
    }
    if (changed && this.#hasJoined && !this.#stopped) this.onChange()
  }
}
