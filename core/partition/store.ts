import type { Definitions } from '../definitions/definitions.js'
import type { Identifier } from '../event/event.js'
import { isRedirect, Nodes } from '../identity/nodes.js'
import { Alarms } from './alarms.js'
import { Checkpointer } from './checkpointer.js'
import type { Fragments } from './link-codec.js'
import type { PartitionOptions } from './partition-options.js'
import type { Profile } from './profile.js'
import { restoringEntries } from './restorer.js'
import { Tiers } from './tiers.js'
import type { VersionShelf } from './version-shelf.js'

interface StateRestored {
  /** It was written under definitions that are not at hand. */
  readonly isOtherwise: boolean
  /** When time alone may change a profile next. */
  readonly next: (profile: Profile) => number
  /** What the commit says that there is. */
  readonly expected: { readonly nodes: number; readonly stateHash: number }
}

/** The state of a partition's profiles: their nodes and timers, what of them has changed, where they are. */
export class Store {
  readonly nodes: Nodes<Profile>
  readonly alarms: Alarms
  readonly checkpointer: Checkpointer
  readonly tiers: Tiers | undefined
  /** Under which profiles are written. */
  definitions: Definitions
  /** Under which those that are not in memory were. */
  #written: Definitions
  readonly #shelf: VersionShelf
  readonly #fragments: Fragments

  constructor(
    definitions: Definitions,
    shelf: VersionShelf,
    fragments: Fragments,
    { cold, onProgress, sweepMin }: PartitionOptions,
  ) {
    this.definitions = this.#written = definitions
    this.#shelf = shelf
    this.#fragments = fragments
    const current = () => this.definitions
    this.alarms = new Alarms(onProgress)
    this.checkpointer = new Checkpointer(current, fragments, sweepMin)
    const reading = () => ({ definitions: this.#written, shelf })
    const { checkpointer, alarms } = this
    const parts = { timers: alarms.hot, checkpointer, definitions: current, reading }
    this.tiers = cold && new Tiers(cold, parts)
    this.nodes = new Nodes<Profile>(checkpointer, this.tiers)
    checkpointer.watch(this.nodes, this.tiers)
    this.tiers?.watch(this.nodes)
    if (this.tiers !== undefined) alarms.watch(this.tiers)
  }

  /**
   * Takes over the entries of a checkpoint, one after the other: gives the bytes of each.
   * @throws Error when they cannot be decoded or are not those that were committed
   */
  *restoring(entries: Iterable<Uint8Array>, state: StateRestored): Generator<number, void> {
    const { isOtherwise, expected, next } = state
    this.#written = this.definitions
    yield* restoringEntries(entries, {
      reading: { definitions: this.definitions, shelf: this.#shelf },
      nodes: this.nodes,
      fragments: this.#fragments,
      // What was written under other definitions comes under those in force at once.
      tiers: isOtherwise ? undefined : this.tiers,
      onProfile: (profile) => {
        const { armed } = profile
        this.alarms.disarm(profile)
        this.alarms.arm(profile, isOtherwise ? Math.min(armed, next(profile)) : armed)
      },
      onRest: () => this.trim(),
      expected,
    })
    this.checkpointer.restored(expected.stateHash)
  }

  /** Lets what exceeds the memory go. Not while a step holds a node. */
  trim(): void {
    this.tiers?.trim()
  }

  /**
   * Other definitions take over: calls `adopt` for every profile, in an order that does not depend on where
   * they are. What is not in memory comes into it for that as the definitions before wrote it.
   */
  adoptAll(next: Definitions, adopt: (profile: Profile) => void): void {
    this.checkpointer.settleAll()
    this.tiers?.spillRoots()
    this.definitions = next
    for (const name of this.#rootNames()) {
      const node = this.nodes.get(name)
      // One that was a redirect all along may still have a record of the profile that it was before.
      if (node !== undefined && !isRedirect(node)) adopt(node)
      this.trim()
    }
    this.#written = next
  }

  #rootNames(): Iterable<Identifier> {
    return this.tiers?.rootNames() ?? this.nodes.rootNames()
  }
}
