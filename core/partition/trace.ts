import type { Identifier } from '../event/event.js'

/** What happened to whom, at which instant: what an independent model needs to recount a partition. */
export type TraceEntry =
  | { readonly kind: 'applied'; readonly at: number; readonly root: Identifier; readonly messageId: string }
  | { readonly kind: 'merged'; readonly at: number; readonly winner: Identifier; readonly loser: Identifier }
  | { readonly kind: 'erased'; readonly at: number; readonly root: Identifier }
  | {
      readonly kind: 'unlinked'
      readonly at: number
      readonly root: Identifier
      readonly key: Identifier
      readonly reason: string
    }

export type Trace = (entry: TraceEntry) => void
