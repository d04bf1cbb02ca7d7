import type { Clock } from '../base/clock.js'
import { errorLine } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Names } from '../event/subjects.js'
import type { Broker, EndingReader, StoredMessage } from './broker.js'
import { decodeHeartbeat, encodeHeartbeat, type Heartbeat } from './heartbeat.js'
import { Members } from './members.js'

export interface RosterSettings {
  readonly broker: Pick<Broker, 'publish' | 'read' | 'streamState' | 'connected'>
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
  /** What is said with each heartbeat. */
  report: () => Report = () => ({ owned: [], refused: [] })
  /** Called when time has moved on, or others have changed. */
  onChange: () => void = () => {}
  /** Called when this worker was away for so long that others had to take it for dead. */
  onReturn: () => void = () => {}
  readonly #settings: RosterSettings
  #reader: EndingReader | undefined
  #number = 0
  #beat = 0
  #returns = 0
  #leaving = false
  /** When a heartbeat was last stored. */
  #storedAt: number | undefined
  /** Numbers of heartbeats, as opposed to what was said between them. */
  #beats = new Set<number>()
  #joined: (() => void) | undefined
  #hasJoined = false
  #failing = false
  #mending = false
  #telling: Promise<void> = Promise.resolve()
  #tellAgain = false
  #cancelBeat: (() => void) | undefined
  #cancelRead: (() => void) | undefined
  #stopped = false

  constructor(settings: RosterSettings) {
    this.#settings = settings
    this.members = new Members(settings)
  }

  /** Resolves when this worker knows who was there when it came. */
  async start(): Promise<void> {
    const joined = new Promise<void>((resolve) => {
      this.#joined = resolve
    })
    await this.#read()
    void this.#beatOn()
    await joined
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
    this.#cancelRead?.()
    const { broker, names, worker, log } = this.#settings
    await this.#telling
    await this.#reader?.stop()
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
    if (isBeat) this.#beats.add(number)
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

  /** The bucket may have been deleted. */
  #mendStream(): void {
    if (this.#mending || !this.#settings.broker.connected) return
    this.#mending = true
    const done = (): void => {
      this.#mending = false
    }
    this.#settings.ensureStream().then(done, done)
  }

  async #read(): Promise<void> {
    const { broker, names, heartbeatMs, clock, log } = this.#settings
    try {
      const { firstSequence } = await broker.streamState(names.memberStream)
      const reader = await broker.read(names.memberStream, firstSequence, (messages) => this.#heard(messages))
      this.#reader = reader
      void reader.ended.then((error) => {
        if (error !== undefined) this.#readAgain()
      })
    } catch (error) {
      // The first message is replaced all the time: where reading was to begin there may be nothing left.
      log.debug('heartbeats cannot be read yet', { reason: errorLine(error) })
      this.#cancelRead = clock.timer(heartbeatMs / 10, () => this.#readAgain())
    }
  }

  #readAgain(): void {
    if (!this.#stopped) void this.#read()
  }

  async #heard(messages: readonly StoredMessage[]): Promise<void> {
    let changed = false
    for (const message of messages) if (this.#hear(message)) changed = true
    if (changed && this.#hasJoined && !this.#stopped) this.onChange()
  }

  #hear(message: StoredMessage): boolean {
    const { names, worker } = this.#settings
    if (message.header(DELETED_HEADER) !== '')
      return this.members.left(message.subject.slice(names.member('').length))
    const heartbeat = decodeHeartbeat(message.bytes)
    if (heartbeat === null) return false
    const changed = this.members.heard(heartbeat, message.time)
    if (heartbeat.worker !== worker.worker || !this.#beats.delete(heartbeat.number)) return changed
    if (this.#hasJoined) this.members.beat()
    else {
      this.members.caughtUp(message.time)
      this.#hasJoined = true
      this.#joined?.()
    }
    return true
  }
}
