import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Meter } from '../metrics/table.js'
import type { Engine } from './engine.js'
import { nextMoves, nextToCome } from './hand-over.js'
import type { OwnedEntry } from './heartbeat.js'
import type { Roster } from './roster.js'

export interface OwnershipSettings {
  readonly engine: Pick<Engine, 'own' | 'expect' | 'release' | 'owned' | 'onLost' | 'verify'>
  readonly roster: Roster
  readonly worker: string
  /** P: the number of partitions of the namespace. */
  readonly partitions: number
  /** Hand-overs under way at once, in the whole cluster. */
  readonly movesMax: number
  readonly meter: Pick<Meter, 'observe'>
  readonly clock: Clock
  readonly log: Log
}

/** A partition that could not be had or kept: it is tried again, after longer and longer. */
interface Pause {
  tries: number
  until: number
  /** Undefined when another worker has it. */
  reason: string | undefined
}

/**
 * Which partitions this worker owns: it takes and gives what the assignment says, which every worker computes
 * for itself. That they do not all see the same does no harm: the changelog of a partition knows one owner.
 */
export class Ownership {
  readonly #settings: OwnershipSettings
  /** What is being opened or released. */
  readonly #busy = new Map<number, Promise<void>>()
  readonly #pauses = new Map<number, Pause>()
  #claiming = 0
  #stopped = false

  constructor(settings: OwnershipSettings) {
    this.#settings = settings
    const { roster, engine } = settings
    roster.report = () => ({ owned: this.#owned(), refused: this.#refused() })
    roster.onChange = () => this.#look()
    roster.onReturn = () => void engine.verify()
    engine.onLost = (partition, error) => this.#lost(partition, error)
  }

  /** Resolves when what was this worker's to have at the start is open. */
  async start(): Promise<void> {
    this.#look()
    while (this.#busy.size > 0) await Promise.all(this.#busy.values())
  }

  /** Why this worker does not own what it is to own; none: it does. */
  reasonsNotReady(): string[] {
    const { roster } = this.#settings
    if (!roster.joined) return ['it has not joined the cluster yet']
    const { claim } = this.#moves()
    const refused = this.#refused().map(({ partition, reason }) => `partition ${partition}: ${reason}`)
    const waiting = claim.filter((partition) => this.#pauses.get(partition)?.reason === undefined)
    const some = waiting.length > 0 ? [`partitions ${waiting.join(', ')} are not claimed yet`] : []
    return [...some, ...refused]
  }

  /** Takes nothing more and gives everything up, telling the others of each. */
  async stop(): Promise<void> {
    this.#stopped = true
    const { engine, roster } = this.#settings
    engine.expect([])
    const left = roster.leave()
    const release = async (partition: number): Promise<void> => {
      await engine.release(partition)
      void roster.tell()
    }
    await Promise.all([...engine.owned().keys()].map(release))
    await Promise.all([left, ...this.#busy.values()])
  }

  #moves() {
    const { roster, worker, partitions, movesMax } = this.#settings
    const { owners, engines, present } = roster.members
    const refused = new Set(present.flatMap((one) => one.refused.map(({ partition }) => partition)))
    return nextMoves({ me: worker, partitions, engines, owners, refused, movesMax })
  }

  #look(): void {
    if (this.#stopped) return
    const { engine, roster, worker } = this.#settings
    const held = engine.owned()
    for (const [partition, { epoch, worker: owner }] of roster.members.owners)
      if (owner !== worker && epoch > (held.get(partition)?.epoch ?? epoch)) void engine.verify(partition)
    const { claim, release } = this.#moves()
    for (const partition of release)
      if (held.get(partition)?.open === true) this.#begin(partition, this.#release(partition))
    for (const partition of claim) {
      if (this.#claiming >= LIMITS.openFlightMax) return
      const isDue = (this.#pauses.get(partition)?.until ?? 0) <= roster.members.beats
      if (isDue && !held.has(partition) && !this.#busy.has(partition))
        this.#begin(partition, this.#claim(partition))
    }
    this.#lookAhead()
  }

  /** What others still have is read while they have it. */
  #lookAhead(): void {
    const { engine, roster, worker: me, partitions } = this.#settings
    const { owners, enginesSoon: engines } = roster.members
    engine.expect(nextToCome({ me, partitions, engines, owners }).slice(0, LIMITS.openFlightMax))
  }

  #begin(partition: number, change: () => Promise<void>): void {
    if (this.#busy.has(partition)) return
    const { roster } = this.#settings
    const done = change().finally(() => {
      this.#busy.delete(partition)
      void roster.tell()
      this.#look()
    })
    this.#busy.set(partition, done)
  }

  #claim(partition: number): () => Promise<void> {
    const { engine, log, meter, roster } = this.#settings
    return async () => {
      this.#claiming++
      try {
        const since = roster.vacancies.since(partition)
        await engine.own(partition)
        const { epoch, claimedAt } = engine.owned().get(partition) ?? {}
        if (since !== undefined && claimedAt !== undefined)
          meter.observe('partition_unowned_seconds', {}, Math.max(0, claimedAt - since) / 1000)
        log.info(`partition ${partition} is owned`, { epoch })
      } catch (error) {
        if (!this.#stopped) this.#pause(partition, error)
      }
      this.#claiming--
    }
  }

  #release(partition: number): () => Promise<void> {
    const { engine, log } = this.#settings
    return async () => {
      await engine.release(partition)
      log.info(`partition ${partition} is handed over`)
    }
  }

  #lost(partition: number, error: Error): void {
    this.#pause(partition, error)
    void this.#settings.roster.tell()
    this.#look()
  }

  #pause(partition: number, error: unknown): void {
    const { roster, log } = this.#settings
    const { beats } = roster.members
    const before = this.#pauses.get(partition)
    const tries =
      before === undefined || beats - before.until > LIMITS.claimPauseBeatsMax ? 1 : before.tries + 1
    const beatsLong = Math.min(LIMITS.claimPauseBeatsMax, 2 ** tries)
    const isTaken = error instanceof WaymarkError && error.code === 'PARTITION_LOST'
    const reason = isTaken ? undefined : errorLine(error)
    this.#pauses.set(partition, { tries, until: beats + beatsLong, reason })
    if (reason !== undefined) log.error(`partition ${partition} cannot be owned`, { reason })
  }

  #owned(): OwnedEntry[] {
    const { engine, clock } = this.#settings
    return [...engine.owned()].map(([partition, { claimedAt: _, version, checkpointAt, ...view }]) => ({
      partition,
      ...view,
      definitions: version,
      checkpointAgeMs: checkpointAt === undefined ? null : Math.max(0, clock.now() - checkpointAt),
    }))
  }

  /** What it could not open, and nobody has opened since. */
  #refused(): { partition: number; reason: string }[] {
    const { engine, roster } = this.#settings
    const owned = engine.owned()
    const { owners } = roster.members
    return [...this.#pauses].flatMap(([partition, { reason }]) => {
      const isOpen = owned.get(partition)?.open === true || owners.get(partition)?.open === true
      return reason === undefined || isOpen ? [] : [{ partition, reason }]
    })
  }
}
