import type { Event, Identifier } from '../../event/event.js'
import type { Evidence, SeenEvent, StitchMessage } from '../../identity/messages.js'
import type { Ending, StitchableEvent, UnlinkReason } from '../../identity/ports.js'
import type { Link, RefusalReason } from '../../identity/root.js'
import type { Renewal, Takeover } from '../../partition/adoption.js'
import type { Profile } from '../../partition/profile.js'
import { ProfilePorts, type ProfilePortsParts } from '../../partition/profile-ports.js'
import { type Entry, written } from './timeline.js'
import { check } from './violation.js'

/** Messages of one step beyond which they must be going in a circle. */
const STEP_MESSAGES_MAX = 10_000

/** What a partition that is watched has done. */
export class StepTrace {
  readonly partition: number
  readonly entries: Entry[] = []
  /** Sent in the step under way. */
  messages = 0
  readonly onMessage: (kind: string, line: string) => void

  constructor(partition: number, onMessage: (kind: string, line: string) => void) {
    this.partition = partition
    this.onMessage = onMessage
  }
}

/** Does exactly what `ProfilePorts` does, and tells it. */
export class TracedPorts extends ProfilePorts {
  readonly #trace: StepTrace

  constructor(parts: ProfilePortsParts, trace: StepTrace) {
    super(parts)
    this.#trace = trace
  }

  override send(message: StitchMessage<Profile>): void {
    const { partition, onMessage } = this.#trace
    const isSane = ++this.#trace.messages < STEP_MESSAGES_MAX
    check(isSane, 'messages do not go in circles', () => `partition ${partition}: ${line(message)}`)
    onMessage(message.kind, line(message))
    super.send(message)
  }

  override create(root: Identifier, evidence: Evidence, shared: boolean): Profile {
    this.#trace.entries.push({
      kind: 'created',
      root: key(root),
      cause: cause(evidence),
      messageId: evidence.eventId,
    })
    return super.create(root, evidence, shared)
  }

  override retire(profile: Profile): void {
    this.#trace.entries.push({ kind: 'retired', root: key(profile.key) })
    super.retire(profile)
  }

  override adopt(profile: Profile): void {
    this.#trace.entries.push({ kind: 'returned', root: key(profile.key) })
    super.adopt(profile)
  }

  override renew(profile: Profile, from: Takeover, by: Renewal): void {
    this.#trace.entries.push({ kind: 'renewed', root: key(profile.key), at: this.now, by })
    super.renew(profile, from, by)
  }

  override erase(profile: Profile, because: Ending): void {
    this.#trace.entries.push({ kind: 'erased', root: key(profile.key), because })
    super.erase(profile, because)
  }

  override begin(profile: Profile, cause: string): void {
    this.#trace.entries.push({ kind: 'begun', root: key(profile.key), cause })
    super.begin(profile, cause)
  }

  override inherit(profile: Profile, seen: readonly SeenEvent[]): void {
    this.#trace.entries.push({ kind: 'inherited', root: key(profile.key), seen: seen.map(({ id }) => id) })
    super.inherit(profile, seen)
  }

  override unlinked(profile: Profile, link: Link, reason: UnlinkReason): void {
    this.#trace.entries.push({ kind: 'unlinked', root: key(profile.key), key: key(link), reason })
    super.unlinked(profile, link, reason)
  }

  override marked(profile: Profile, owners: readonly Identifier[]): void {
    this.#trace.entries.push({ kind: 'marked', root: key(profile.key), owners: owners.map(key) })
    super.marked(profile, owners)
  }

  override apply(profile: Profile, event: StitchableEvent): void {
    this.#trace.entries.push({ kind: 'applied', root: key(profile.key), messageId: event.messageId })
    super.apply(profile, event)
  }

  override absorb(winner: Profile, loser: Profile, evidence: Evidence): void {
    const root = key(winner.key)
    this.#trace.entries.push({ kind: 'merged', root, loser: key(loser.key), cause: cause(evidence) })
    super.absorb(winner, loser, evidence)
  }

  override linked(profile: Profile, link: Link): void {
    const { evidence } = link
    this.#trace.entries.push({
      kind: 'linked',
      root: key(profile.key),
      key: key(link),
      cause: cause(evidence),
    })
    super.linked(profile, link)
  }

  override refused(profile: Profile, refused: Identifier, reason: RefusalReason, evidence: Evidence): void {
    const root = key(profile.key)
    this.#trace.entries.push({ kind: 'refused', root, key: key(refused), reason, cause: cause(evidence) })
    super.refused(profile, refused, reason, evidence)
  }
}

function key({ type, value }: Identifier): Identifier {
  return { type, value }
}

function cause({ eventId, source }: Evidence): { eventId: string; source: string } {
  return { eventId, source }
}

function line(message: StitchMessage<Profile>): string {
  const to = `${message.kind} to ${written(message.to)}`
  switch (message.kind) {
    case 'forward':
      return `${to}: ${eventLine(message.event)}`
    case 'claim':
      return `${to} by ${written(message.by)} of ${written(message.key)}${message.forced ? ', forced' : ''}`
    case 'reply':
      return `${to} about ${written(message.key)}: ${message.refusal || 'granted'}`
    case 'yield':
    case 'settle':
      return `${to} with ${written(message.strong)} about ${written(message.key)}`
    case 'handoff': {
      const back = message.returned ? ', back' : ''
      return `${to} from ${written(message.from)} about ${written(message.key)}${back}`
    }
    case 'release': {
      const how = message.erased > 0 ? ', for good' : message.gone ? ', gone' : ''
      return `${to}, life ${message.generation}${how}`
    }
    case 'reassign':
      return `${to}, life ${message.generation}, from ${written(message.from)} to ${written(message.by)}`
    case 'shortcut':
      return `${to}: root is ${written(message.root)}`
    case 'flush':
      return `${to} from ${written(message.via)}, ${message.id}`
    case 'flushed':
      return `${to}: ${message.root === null ? 'nowhere' : written(message.root)}, ${message.id}`
    case 'command':
      return `${to}: ${message.command.name} ${written(message.command.subject)}`
  }
}

export function eventLine({ messageId, kind, name, identifiers }: Event): string {
  return `${messageId} ${kind} ${name} [${identifiers.map(written).join(' ')}]`
}
