import type { Event, Identifier } from '../event/event.js'
import type { Evidence, Handoff, Sealed, SeenEvent, StitchMessage } from './messages.js'
import type { IdentityState, Link, RefusalReason } from './root.js'

/** An event as stitching sees it: its identifiers, strongest first. */
export interface StitchableEvent {
  readonly kind: string
  readonly idCount: number
  idType(number: number): string
  idValue(number: number): string
  readonly messageId: string
  readonly time: number
  readonly source: string
  materialize(): Event
}

export type UnlinkReason = 'limit' | 'switched' | 'shared' | 'command' | 'gone'

/**
 * Why a profile ends: a command, its last identifier has left, or it was erased while it was under way to
 * another one, which is no more.
 */
export type Ending = { readonly command: string } | { readonly reason: 'unlinked' | 'erased' }

/** What stitching asks of the partition. */
export interface StitchPorts<Root extends IdentityState> {
  /** Sends to the home of `message.to`, in order per partition; to this one too, handled in order. */
  send(message: StitchMessage<Root>): void
  /** A handoff as it can wait: whatever comes into force meanwhile. */
  seal(handoff: Handoff<Root>): Sealed
  /** One that has waited: it comes from elsewhere now. */
  unseal(sealed: Sealed): StitchMessage<Root>
  /** A new profile at the node `key`, whose identifier is its first link. */
  create(key: Identifier, evidence: Evidence, shared: boolean): Root
  /** The profile is gone from here: it was handed over. */
  retire(root: Root): void
  /** A profile that was handed over came back. */
  adopt(root: Root): void
  /** The profile is forgotten; `because` names no one. */
  erase(root: Root, because: Ending): void
  /** A profile that no event has made is judged as one that an event has made. */
  begin(root: Root, cause: string): void
  /** Events that this profile has accepted, or that came with identifiers that were switched to it. */
  seenBy(root: Root): readonly SeenEvent[]
  /** Identifiers that were switched to this profile come with what was seen where they were. */
  inherit(root: Root, seen: readonly SeenEvent[]): void
  apply(root: Root, event: StitchableEvent): void
  /** This profile has accepted an event of the same id before. */
  isRepeat(root: Root, event: StitchableEvent): boolean
  /** `loser`'s whole state joins `root`. */
  absorb(root: Root, loser: Root, evidence: Evidence): void
  linked(root: Root, link: Link): void
  unlinked(root: Root, link: Link, reason: UnlinkReason): void
  refused(root: Root, key: Identifier, reason: RefusalReason, evidence: Evidence): void
  /** An identifier has had too many owners: from now on `root` is its own. */
  marked(root: Root, owners: readonly Identifier[]): void
  /** Log time. */
  readonly now: number
  /** A kept event as `apply` wants it. */
  view(event: Event): StitchableEvent
  count(what: 'parked' | 'parkedPastLimit' | 'erasedEvents' | 'bounced' | 'lostRefusals'): void
}

export function evidenceOf(event: StitchableEvent): Evidence {
  return { eventId: event.messageId, time: event.time, source: event.source }
}
