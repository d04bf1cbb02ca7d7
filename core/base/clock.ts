/**
 * The clock as a parameter: only the process gives the real one, tests move theirs by hand.
 * `now` is milliseconds since the epoch; `timer` calls once and returns how to cancel.
 */
export interface Clock {
  now(): number
  timer(delayMs: number, call: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timer: (delayMs, call) => {
    const timer = setTimeout(call, delayMs)
    return () => clearTimeout(timer)
  },
}
