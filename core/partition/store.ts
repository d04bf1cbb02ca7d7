import type { Definitions } from '../definitions/definitions.js'
import { compareKeys } from '../identity/name-order.js'
import { isRedirect, type Node, Nodes } from '../identity/nodes.js'
import type { PlacedRoot } from '../identity/root-order.js'
import { Adoption } from './adoption.js'
import { Alarms } from './alarms.js'
import { Checkpointer } from './checkpointer.js'
import type { Fragments } from './link-codec.js'
import type { PartitionOptions } from './partition-options.js'
import type { Profile } from './profile.js'
import { decodeProfile, encodeProfile } from './profile-codec.js'
import { restoringEntries } from './restorer.js'
import { PACE, type PlacedName } from './round.js'
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
  /** By which definitions profiles go. */
  readonly adoption: Adoption
  readonly #fragments: Fragments

  constructor(
    definitions: Definitions,
    shelf: VersionShelf,
    fragments: Fragments,
    { cold, onProgress, sweepMin, pace = PACE }: PartitionOptions,
  ) {
    const adoption = new Adoption(definitions, shelf, pace)
    this.adoption = adoption
    this.#fragments = fragments
    const current = (turn = adoption.turn) => adoption.definitionsOf(turn)
    this.alarms = new Alarms(onProgress)
    this.checkpointer = new Checkpointer(current, fragments, sweepMin)
    const readingOf = (turn?: number) => adoption.readingOf(turn)
    const { checkpointer, alarms } = this
    const parts = { timers: alarms.hot, checkpointer, definitions: current, readingOf }
    this.tiers = cold && new Tiers(cold, parts)
    this.nodes = new Nodes<Profile>(checkpointer, this.tiers)
    checkpointer.watch(this.nodes, this.tiers)
    this.tiers?.watch(this.nodes)
    if (this.tiers !== undefined) alarms.watch(this.tiers)
  }

  /** Those in force. */
  get definitions(): Definitions {
    return this.adoption.definitions
  }

  /**
   * Takes over the entries of a checkpoint, one after the other: gives the bytes of each.
   * @throws Error when they cannot be decoded or are not those that were committed
   */
  *restoring(entries: Iterable<Uint8Array>, state: StateRestored): Generator<number, void> {
    const { isOtherwise, expected, next } = state
    yield* restoringEntries(entries, {
      readingOf: (turn) => this.adoption.readingOf(turn),
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

  /** All profiles from a hash on, in an order that does not depend on where they are. None may move. */
  *rootsFrom(from: number): Generator<PlacedName> {
    const hot = this.nodes.rootsFrom(from)
    const cold = this.tiers?.rootsFrom(from) ?? NONE
    let [x, y] = [hot.next(), cold.next()]
    while (x.done !== true || y.done !== true) {
      const isHot = y.done === true || (x.done !== true && isFirst(x.value, y.value))
      if (isHot && x.done !== true) {
        const { hash, root } = x.value
        yield { hash, name: root.key, turn: root.turn, profile: root }
        x = hot.next()
      } else if (y.done !== true) {
        yield y.value
        y = cold.next()
      }
    }
  }

  /** A node to look at. What goes by earlier definitions is shown as those in force read it. */
  shown(node: Node<Profile>): Node<Profile> {
    const { turn } = this.adoption
    if (isRedirect(node) || node.turn === turn) return node
    const shown = decodeProfile(
      encodeProfile(node, this.adoption.definitionsOf(node.turn)),
      this.adoption.readingOf(turn),
    )
    shown.strange = []
    return shown
  }
}

const NONE: Iterator<PlacedName, void> = [].values()

function isFirst({ hash, root }: PlacedRoot<Profile>, other: PlacedName): boolean {
  return (hash - other.hash || compareKeys(root.key, other.name)) < 0
}
