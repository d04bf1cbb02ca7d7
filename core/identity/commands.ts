import { LIMITS } from '../base/limits.js'
import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import { bareValue, generationOf } from '../event/node-name.js'
import type { Claims } from './claims.js'
import type { IdentityCommand } from './command.js'
import type { Ledger } from './ledger.js'
import type { CommandTo, Evidence, Forward } from './messages.js'
import { isRedirect, type Nodes } from './nodes.js'
import type { Ending, StitchPorts } from './ports.js'
import type { Releases } from './releases.js'
import { type IdentityState, type Link, type Parked, placeOf } from './root.js'
import type { Shortcuts } from './shortcuts.js'

/** Carries out what administrators command, at the root, in its place among the events. */
export class Commands<Root extends IdentityState> {
  readonly #identities: Identities
  readonly #nodes: Nodes<Root>
  readonly #ports: StitchPorts<Root>
  readonly #ledger: Ledger<Root>
  readonly #shortcuts: Shortcuts<Root>
  readonly #claims: Claims<Root>
  readonly #releases: Releases<Root>
  readonly #resume: (root: Root) => void

  constructor(
    identities: Identities,
    nodes: Nodes<Root>,
    ports: StitchPorts<Root>,
    parts: {
      ledger: Ledger<Root>
      shortcuts: Shortcuts<Root>
      claims: Claims<Root>
      releases: Releases<Root>
      resume: (root: Root) => void
    },
  ) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
    this.#ledger = parts.ledger
    this.#shortcuts = parts.shortcuts
    this.#claims = parts.claims
    this.#releases = parts.releases
    this.#resume = parts.resume
  }

  message(message: CommandTo): void {
    const { command } = message
    const name = message.fresh ? this.#nodes.name(command.subject) : message.to
    const node = this.#nodes.get(name)
    if (node !== undefined && isRedirect(node))
      this.#shortcuts.onward(name, node, { ...message, fresh: false })
    else if (node !== undefined) {
      if (node.pending.length > 0 && node.parked.length < LIMITS.parkedEventsMax)
        node.parked.push({ command })
      else {
        this.obey(node, command)
        this.#resume(node)
      }
    } else if (!message.fresh) {
      this.#releases.vacate(command.subject, message.to)
      this.#ports.send({ ...message, to: command.subject, fresh: true })
    } else if (command.name === 'erase')
      this.#nodes.bury(command.subject, this.#ports.now, generationOf(name.value))
    else if (command.name === 'link')
      this.#begin(this.#ledger.create(name, evidenceOfCommand(command), false), command)
  }

  /** What it is linked with may bring a past: only then it is judged. */
  #begin(root: Root, command: IdentityCommand): void {
    this.obey(root, command)
    const { id, time, subject } = command
    root.parked.push({ command: { name: 'begin', id, time, subject } })
    this.#resume(root)
  }

  obey(root: Root, command: IdentityCommand): void {
    switch (command.name) {
      case 'link':
        this.#link(root, command.other, evidenceOfCommand(command))
        return
      case 'unlink':
        this.#unlink(root, command.subject)
        return
      case 'begin':
        this.#ports.begin(root, command.id)
        return
      case 'erase':
        this.end(root, this.#ports.now, { command: command.id })
        return
    }
  }

  #link(root: Root, other: Identifier, evidence: Evidence): void {
    if (placeOf(root.links, other.type, other.value) >= 0) return
    if (!this.#ledger.room(root, other, true, evidence)) return
    const claimed = { type: other.type, value: other.value, forced: true, evidence }
    this.#ledger.await(root, { ...claimed, open: 1, refusal: '' })
    this.#claims.ask(root, other)
  }

  /** The identifier leaves with its children; the profile stays what it is. */
  #unlink(root: Root, key: Identifier): void {
    const place = placeOf(root.links, key.type, key.value)
    if (place < 0) return
    const gone = [root.links[place] as Link]
    for (const { type } of gone)
      for (const link of root.links)
        if (this.#identities.type(link.type)?.parent === type && !gone.includes(link)) gone.push(link)
    for (const link of gone) this.#ledger.unlink(root, link, 'command')
  }

  /** Whoever has lost its last identifier can be reached by nobody: it ends. */
  endIfBare(root: Root): void {
    if (root.links.length + root.pending.length + root.parked.length > 0) return
    if (this.#nodes.get(root.key) === root) this.end(root, 0, { reason: 'unlinked' })
  }

  /** `erased`: up to then its identifiers do not bring it back; 0: it has none. */
  end(root: Root, erased: number, because: Ending): void {
    this.#nodes.delete(root.key)
    for (const { type, value, generation } of root.links)
      this.#leave(root, { type, value }, generation, erased)
    for (const { type, value } of [...root.former, root.key])
      this.#leave(root, { type, value: bareValue(value) }, generationOf(value), 0)
    // What waited behind the command finds the tombstone, or begins anew.
    for (const waiting of root.parked.splice(0)) this.#ports.send(anew(waiting))
    this.#ports.erase(root, because)
  }

  #leave({ key }: Root, to: Identifier, generation: number, erased: number): void {
    const release = { kind: 'release', to, generation, erased, gone: true } as const
    // Its own lives here: nothing must meet it in between.
    if (to.type === key.type && to.value === bareValue(key.value)) this.#releases.release(release)
    else this.#ports.send(release)
  }
}

function anew(waiting: Parked): Forward | CommandTo {
  if ('command' in waiting)
    return { kind: 'command', to: waiting.command.subject, command: waiting.command, fresh: true }
  const { event } = waiting
  const to = event.identifiers[0] as Identifier
  return { kind: 'forward', to, event, fresh: true, hops: 0, via: null, dead: null }
}

function evidenceOfCommand({ id, time }: IdentityCommand): Evidence {
  return { eventId: id, time, source: 'command' }
}
