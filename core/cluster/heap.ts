import { setFlagsFromString } from 'node:v8'

/** By how much of what is alive a heap may grow until all of it is looked through for garbage. */
const GROWTH_PERCENT = 200

/**
 * Lets the heaps of this process, those of its threads too, grow to three times what is alive in them before
 * they are looked through, as V8 does by itself where much becomes old quickly. Where little does it allows a
 * tenth, and counts bytes outside of the heap in: small engines, with all that they read and say, looked
 * through everything they had about once a second, for up to a third of their CPU time. A heap grows by half
 * of what is left of its limit at most.
 */
export function growHeaps(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
}
