import type { Adoption, Renewal } from './adoption.js'
import type { Profile } from './profile.js'
import type { ProfilePorts } from './profile-ports.js'
import type { Store } from './store.js'

/** Brings profiles under the definitions in force: who is looked at at once, the others piece by piece. */
export class Renewals {
  readonly #store: Store
  readonly #adoption: Adoption
  readonly #ports: () => ProfilePorts
  /** Why profiles are looked at. */
  #by: Renewal = 'look'

  /** @param ports those of the definitions in force */
  constructor(store: Store, ports: () => ProfilePorts) {
    this.#store = store
    this.#adoption = store.adoption
    this.#ports = ports
    store.nodes.watchRoots((profile) => this.#renew(profile))
  }

  /** From now on profiles are looked at because of their timers; false: no more. */
  set isTime(isTime: boolean) {
    this.#by = isTime ? 'time' : 'look'
  }

  /** The next piece, if it is due; false when there is none to come. */
  sweep(now: number): boolean {
    const { round } = this.#adoption
    if (round !== undefined && round.due <= now) this.#takePiece(now)
    return round !== undefined
  }

  /** Before anything happens to a profile it goes by the definitions in force. */
  #renew(profile: Profile): void {
    if (profile.turn === this.#adoption.turn) return
    const from = this.#adoption.takeover(profile.turn)
    if (from !== undefined) this.#ports().renew(profile, from, this.#by)
  }

  #takePiece(now: number): void {
    const { round, turn } = this.#adoption
    this.#by = 'sweep'
    for (const one of round?.take((from) => this.#store.rootsFrom(from), now) ?? []) {
      if (one.turn === turn) continue
      this.#store.nodes.get(one.name)
      this.#store.trim()
    }
    this.#by = 'look'
    if (round?.isOver !== false) this.#adoption.end()
  }
}
