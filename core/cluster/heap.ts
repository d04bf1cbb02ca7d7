import { setFlagsFromString } from 'node:v8'

/** By how much of what is alive a heap may grow, until all of it is looked through for garbage. */
const GROWTH_PERCENT = 100

/**
 * Lets the heaps of this process, those of its threads too, grow to twice what is alive in them before they are
 * looked through. V8 decides by itself for a tenth where little that dies young becomes old, and counts bytes
 * outside of the heap in: small workers with all that they read and say looked through everything they had
 * once a second, which was a third of their work. The limit of a heap stays as it is: half of what is left
 * of it is the most that it grows by.
 */
export function growHeaps(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
}
