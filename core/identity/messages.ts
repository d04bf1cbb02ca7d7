import type { Event, Identifier } from '../event/event.js'
import type { IdentityCommand } from './command.js'

/** What says that two identifiers belong together: an event or a command. */
export interface Evidence {
  readonly eventId: string
  readonly time: number
  readonly source: string
}

/** The id of an event that a profile has accepted, as a hash, and when. */
export interface SeenEvent {
  readonly id: number
  readonly at: number
}

/**
 * What partitions say to each other about identity: the rows of the table in `core/README.md`.
 *
 * `to` names the node that is addressed, by its name (`nodeName`); a `fresh` message addresses an identifier,
 * whatever its node is called when the message arrives. `key` is the identifier that a claim is about, bare,
 * `generation` that of its node.
 */
export type StitchMessage<Root> =
  | Forward
  | Claim
  | Reply
  | Yield
  | Settle
  | Handoff<Root>
  | Release
  | Reassign
  | Shortcut
  | Flush
  | Flushed
  | CommandTo

interface Addressed {
  readonly to: Identifier
}

/**
 * A handoff that waits: as it travels, by names and keys. Its profile is no node, so nothing that comes to
 * profiles comes to it; by numbers of definitions it would be misread when others are in force meanwhile.
 */
export interface Sealed extends Addressed {
  readonly kind: 'sealed'
  readonly content: unknown
}

interface About extends Addressed {
  readonly key: Identifier
  readonly generation: number
}

/** An event for the profile that `to` leads to. */
export interface Forward extends Addressed {
  readonly kind: 'forward'
  readonly event: Event
  readonly fresh: boolean
  readonly hops: number
  /** The first redirect on its way: where a shortcut would help. */
  readonly via: Identifier | null
  /** `fresh`: it came back because this node is no more. */
  readonly dead: Identifier | null
}

/** `by` has met `key`: they belong together. */
export interface Claim extends About {
  readonly kind: 'claim'
  readonly by: Identifier
  /** The claimant has an identifier of role `known`. */
  readonly byKnown: boolean
  readonly fresh: boolean
  /** Commanded: joins two known ones as well. */
  readonly forced: boolean
  readonly evidence: Evidence
}

/** The claim of `key` is answered; `refusal` is '' when it was granted, `SETTLED` when that is old news. */
export interface Reply extends About {
  readonly kind: 'reply'
  readonly refusal: string
  /** What those have seen to whom the identifier led before it was switched to the addressee. */
  readonly seen?: readonly SeenEvent[]
}

/** To a claimant: `strong`, to which `key` leads, is stronger than you: give yourself over to it. */
export interface Yield extends About {
  readonly kind: 'yield'
  readonly strong: Identifier
  readonly strongKnown: boolean
  readonly forced: boolean
  readonly evidence: Evidence
}

/** A claimant that was to yield has become part of you: settle the claim with `strong`. */
export interface Settle extends About {
  readonly kind: 'settle'
  readonly strong: Identifier
  readonly forced: boolean
  readonly evidence: Evidence
}

/** The whole of a profile, from its former root. `returned`: the addressee is no more. */
export interface Handoff<Root> extends About {
  readonly kind: 'handoff'
  readonly from: Identifier
  /** Of the claim that brought the two together. */
  readonly evidence: Evidence
  readonly root: Root
  readonly returned: boolean
}

/**
 * To an identifier: what this life of yours led to has let you go, or is `gone`: then nothing may lead there
 * any more. `erased` > 0: you are gone along with it, as of that instant.
 */
export interface Release extends Addressed {
  readonly kind: 'release'
  readonly generation: number
  readonly erased: number
  readonly gone: boolean
}

/** To an anonymous identifier: your user has switched, from `from` to `by`. */
export interface Reassign extends Addressed {
  readonly kind: 'reassign'
  readonly generation: number
  readonly by: Identifier
  readonly from: Identifier
  readonly evidence: Evidence
  /** By `from`, and by those who had the identifier before. */
  readonly seen: readonly SeenEvent[]
}

/** From a root to the first redirect of a long way: there is a shorter one. */
export interface Shortcut extends Addressed {
  readonly kind: 'shortcut'
  readonly root: Identifier
}

/** Goes down the old way, behind all that went before; `via` holds back what comes after. */
export interface Flush extends Addressed {
  readonly kind: 'flush'
  readonly via: Identifier
  readonly id: number
}

/** The old way is empty: the new one leads to `root`; null: nowhere. */
export interface Flushed extends Addressed {
  readonly kind: 'flushed'
  readonly root: Identifier | null
  readonly id: number
}

export interface CommandTo extends Addressed {
  readonly kind: 'command'
  readonly command: IdentityCommand
  readonly fresh: boolean
}
