import { LIMITS } from '../base/limits.js'
import type { Heartbeat, OwnedEntry } from './heartbeat.js'

export interface MembersSettings {
  /** Time between two heartbeats of this worker: what its time is counted in. */
  readonly heartbeatMs: number
  /** Heartbeats after which a worker that came counts as one that stays. */
  readonly steadyBeats: number
}

/** Who owns a partition, as far as is known. */
export interface Owner extends OwnedEntry {
  readonly worker: string
}

const SILENT_BEATS = 2

interface Seen {
  heartbeat: Heartbeat
  /** The broker's time of its newest heartbeat, ms. */
  time: number
  /** Own heartbeats until then. */
  at: number
  gone: boolean
}

/**
 * The workers of a namespace as one of them sees them. Time is counted in its own heartbeats that it has read
 * back from the broker: so it stands still while this worker is stopped, or cannot reach the broker, or is
 * behind with reading, and nobody is taken for dead by someone who could not have heard of them.
 */
export class Members {
  readonly #settings: MembersSettings
  readonly #seen = new Map<string, Seen>()
  #beats = 0

  constructor(settings: MembersSettings) {
    this.#settings = settings
  }

  /** Own heartbeats so far. */
  get beats(): number {
    return this.#beats
  }

  /**
   * A heartbeat was read.
   * @param time the broker's, ms
   * @returns whether it changes who is there or who owns what
   */
  heard(heartbeat: Heartbeat, time: number): boolean {
    const seen = this.#seen.get(heartbeat.worker)
    if (seen === undefined) {
      if (this.#seen.size >= LIMITS.membersMax) this.#forgetOldest()
      this.#seen.set(heartbeat.worker, { heartbeat, time, at: this.#beats, gone: false })
      return true
    }
    // Read again after the reader began anew.
    if (heartbeat.number <= seen.heartbeat.number) return false
    const changes =
      seen.gone || outline(seen.heartbeat) !== outline(heartbeat) || this.#settles(seen.heartbeat, heartbeat)
    Object.assign(seen, { heartbeat, time, at: this.#beats, gone: false })
    return changes
  }

  /** A worker has said that it ends. */
  left(worker: string): boolean {
    const seen = this.#seen.get(worker)
    if (seen === undefined || seen.gone) return false
    seen.gone = true
    return true
  }

  /**
   * What was read until now had been stored before this worker came: its age is known from the broker's time.
   * @param now the broker's, ms
   */
  caughtUp(now: number): void {
    for (const seen of this.#seen.values())
      seen.at = this.#beats - Math.max(0, Math.floor((now - seen.time) / this.#settings.heartbeatMs))
    this.#expire()
  }

  /** This worker has read a heartbeat of its own: time has moved on. */
  beat(): void {
    this.#beats++
    this.#expire()
  }

  /** Those who are there, in the order of their names. */
  get present(): readonly Heartbeat[] {
    const present = [...this.#seen.values()].filter(({ gone }) => !gone).map(({ heartbeat }) => heartbeat)
    return present.sort((a, b) => (a.worker < b.worker ? -1 : 1))
  }

  /** Of two who say so the one that claimed last. */
  get owners(): ReadonlyMap<number, Owner> {
    const owners = new Map<number, Owner>()
    for (const { worker, owned } of this.present)
      for (const entry of owned)
        if (entry.epoch > (owners.get(entry.partition)?.epoch ?? -1))
          owners.set(entry.partition, { ...entry, worker })
    return owners
  }

  /**
   * Those who share the partitions: engines that stay. One that owns something stays; one that came must be
   * seen for a while, the longer the more often workers of its machine have gone soon after they came. When
   * there is nobody else, whoever is there must do.
   */
  get engines(): readonly string[] {
    const engines = this.present.filter(({ roles, leaving }) => roles.includes('engine') && !leaving)
    const owning = this.#owning
    const staying = engines.filter((heartbeat) => owning.has(heartbeat.worker) || this.#isSteady(heartbeat))
    return (staying.length > 0 ? staying : engines).map(({ worker }) => worker)
  }

  /**
   * Those who will share them before long, as far as can be told: without whom has been silent for half of
   * the time that makes one dead, and with whom has only a few heartbeats left to wait. Nothing may rest on
   * it.
   */
  get enginesSoon(): readonly string[] {
    const owning = this.#owning
    const engines = this.present.filter((heartbeat) => {
      const { worker, roles, leaving } = heartbeat
      if (!roles.includes('engine') || leaving || this.#isDying(heartbeat)) return false
      const beat = heartbeat.beat + this.#settings.steadyBeats
      return owning.has(worker) || this.#isSteady({ ...heartbeat, beat })
    })
    return engines.map(({ worker }) => worker)
  }

  get #owning(): ReadonlySet<string> {
    return new Set([...this.owners.values()].map(({ worker }) => worker))
  }

  #isDying({ worker, expiryMs }: Heartbeat): boolean {
    const { at } = this.#seen.get(worker) ?? { at: this.#beats }
    return (this.#beats - at) * this.#settings.heartbeatMs >= expiryMs / 2
  }

  /** It has been seen for long enough, as of now: others need not wait for a heartbeat of their own. */
  #settles(before: Heartbeat, now: Heartbeat): boolean {
    const isNew = before.beat < this.#settings.steadyBeats * 2 ** LIMITS.flapDoublingsMax
    return isNew && now.roles.includes('engine') && !this.#isSteady(before) && this.#isSteady(now)
  }

  #isSteady({ worker, host, beat, returns }: Heartbeat): boolean {
    let flaps = returns
    for (const { heartbeat, gone, at } of this.#seen.values()) {
      if (heartbeat.host !== host || heartbeat.worker === worker) continue
      // One that has been killed is not yet taken for dead when the next one comes.
      const isSilent = gone || this.#beats - at >= SILENT_BEATS
      if (isSilent && heartbeat.beat < LIMITS.flapBeats) flaps++
    }
    return beat >= this.#settings.steadyBeats * 2 ** Math.min(flaps, LIMITS.flapDoublingsMax)
  }

  #expire(): void {
    const { heartbeatMs } = this.#settings
    for (const [worker, seen] of this.#seen) {
      const silentMs = (this.#beats - seen.at) * heartbeatMs
      if (silentMs >= seen.heartbeat.expiryMs) seen.gone = true
      if (seen.gone && silentMs >= LIMITS.memberForgottenMs) this.#seen.delete(worker)
    }
  }

  #forgetOldest(): void {
    let oldest: string | undefined
    for (const [worker, { gone, at }] of this.#seen) {
      const than = oldest === undefined ? undefined : this.#seen.get(oldest)
      if (than === undefined || (gone && !than.gone) || (gone === than.gone && at < than.at)) oldest = worker
    }
    if (oldest !== undefined) this.#seen.delete(oldest)
  }
}

/** What others act on. */
function outline({ leaving, owned, refused }: Heartbeat): string {
  return JSON.stringify([
    leaving,
    owned.map(({ partition, epoch, open }) => [partition, epoch, open]),
    refused.map(({ partition }) => partition),
  ])
}
