import type { Identifier } from '../event/event.js'
import type { IdentityState } from './root.js'

export interface Redirect {
  /** Always stronger than the identifier that it stands for: so there are no cycles. */
  readonly to: Identifier
}

export type Node<Root> = Root | Redirect

/** What is known of the identifiers of one partition. */
export class Nodes<Root extends IdentityState> {
  readonly #byType = new Map<string, Map<string, Node<Root>>>()
  #roots = 0
  #size = 0

  get(type: string, value: string): Node<Root> | undefined {
    return this.#byType.get(type)?.get(value)
  }

  set({ type, value }: Identifier, node: Node<Root>): void {
    let values = this.#byType.get(type)
    if (values === undefined) {
      values = new Map()
      this.#byType.set(type, values)
    }
    const before = values.get(value)
    if (before === undefined) this.#size++
    else if (!isRedirect(before)) this.#roots--
    if (!isRedirect(node)) this.#roots++
    values.set(value, node)
  }

  get roots(): number {
    return this.#roots
  }

  get size(): number {
    return this.#size
  }

  *entries(): Generator<{ type: string; value: string; node: Node<Root> }> {
    for (const [type, values] of this.#byType) for (const [value, node] of values) yield { type, value, node }
  }
}

export function isRedirect<Root extends IdentityState>(node: Node<Root>): node is Redirect {
  return 'to' in node
}
