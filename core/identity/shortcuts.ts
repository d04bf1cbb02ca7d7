import { LIMITS } from '../base/limits.js'
import type { Identities } from '../definitions/identities.js'
import type { Identifier } from '../event/event.js'
import type { Flush, Flushed, Shortcut, StitchMessage } from './messages.js'
import { isRedirect, type Nodes, type Redirect } from './nodes.js'
import type { StitchPorts } from './ports.js'
import { type IdentityState, same } from './root.js'

/**
 * Path compression that keeps order. A root that an event reached by more than one redirect tells the
 * first of them. That one sends a `flush` down the old way, behind everything that went before, and holds
 * back what comes after; when the flush has arrived, the new way is opened with what was held.
 *
 *     via ──flush──> … old way … ──> root          via holds back
 *     via <────────── flushed ────── root          via: to = root, lets go
 */
export class Shortcuts<Root extends IdentityState> {
  readonly #identities: Identities
  readonly #nodes: Nodes<Root>
  readonly #ports: Pick<StitchPorts<Root>, 'send' | 'seal' | 'unseal'>
  readonly #again: (message: StitchMessage<Root>) => void
  #last: number

  constructor(
    identities: Identities,
    nodes: Nodes<Root>,
    ports: Pick<StitchPorts<Root>, 'send' | 'seal' | 'unseal'>,
    again: (message: StitchMessage<Root>) => void,
    last: number,
  ) {
    this.#identities = identities
    this.#nodes = nodes
    this.#ports = ports
    this.#again = again
    this.#last = last
  }

  /** Number of the last flush: part of the partition's state. */
  get last(): number {
    return this.#last
  }

  /** Keeps what would go down a way that is being flushed; true when it did. */
  holds(message: StitchMessage<Root>): boolean {
    if (message.kind === 'flushed' || message.kind === 'release' || message.kind === 'reassign') return false
    if (message.kind === 'shortcut' || ('fresh' in message && message.fresh)) return false
    const node = this.#nodes.get(message.to)
    if (node === undefined || !isRedirect(node) || node.flushing === undefined) return false
    this.hold(node, message)
    return true
  }

  /** Sends down a redirect; while the way behind it is flushed, not yet. */
  onward(name: Identifier, node: Redirect<Root>, message: StitchMessage<Root>): void {
    if (node.flushing === undefined) this.#ports.send({ ...message, to: node.to })
    else this.hold(node, { ...message, to: name })
  }

  hold(node: Redirect<Root>, message: StitchMessage<Root>): void {
    if (node.flushing === undefined) return
    this.#nodes.changing(message.to)
    node.flushing.held.push(message.kind === 'handoff' ? this.#ports.seal(message) : message)
    if (node.flushing.held.length > LIMITS.parkedEventsMax) this.abandon(message.to, node)
  }

  /** Gives up a flush: what was held goes the old way, in order. */
  abandon(name: Identifier, node: Redirect<Root>): void {
    const { flushing } = node
    if (flushing === undefined) return
    this.#nodes.changing(name)
    node.flushing = undefined
    for (const message of flushing.held)
      this.#again(message.kind === 'sealed' ? this.#ports.unseal(message) : message)
  }

  begin({ to: via, root }: Shortcut): void {
    const node = this.#nodes.get(via)
    if (node === undefined || !isRedirect(node) || node.flushing !== undefined || same(node.to, root)) return
    this.#nodes.changing(via)
    const id = ++this.#last
    this.#ports.send({ kind: 'flush', to: node.to, via, id })
    node.flushing = { id, held: [] }
  }

  flush(message: Flush): void {
    const node = this.#nodes.get(message.to)
    const { via, id } = message
    if (node === undefined) this.#ports.send({ kind: 'flushed', to: via, root: null, id })
    else if (isRedirect(node)) this.#ports.send({ ...message, to: node.to })
    else this.#ports.send({ kind: 'flushed', to: via, root: node.key, id })
  }

  end({ to: via, root, id }: Flushed): void {
    const node = this.#nodes.get(via)
    if (node === undefined || !isRedirect(node) || node.flushing?.id !== id) return
    // Only ever to something stronger: that is what keeps cycles out.
    this.#nodes.changing(via)
    if (root !== null && this.#identities.compare(root, via) < 0) node.to = root
    this.abandon(via, node)
  }
}
