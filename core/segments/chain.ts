import { LIMITS } from '../base/limits.js'
import type { Sequence } from '../definitions/window.js'

/** The events of a sequence, oldest first: when, as which steps (bits), and what they must agree in. */
export interface StepEntries {
  readonly times: readonly number[]
  readonly values: readonly number[]
  readonly keys: readonly number[] | null
}

/** By step: first instant of the newest chain that has come so far. Used again by each search. */
const reached = new Float64Array(LIMITS.sequenceStepsMax)
const NONE = Number.NEGATIVE_INFINITY

/**
 * First instant of the newest complete chain of one key; -Infinity: there is none. The steps of a chain lie
 * at growing instants, less than `spanMs` from the first to the last, and strictly between those two lies no
 * event that must not come. Of those that have come as far the newest is the best: what ends it ends the
 * others.
 */
export function newestChain(sequence: Sequence, entries: StepEntries, key: number): number {
  const { steps, spanMs } = sequence
  const { times, values, keys } = entries
  const without = 1 << steps
  const final = 1 << (steps - 1)
  reached.fill(NONE, 0, steps)
  let found = NONE
  for (let i = 0; i < times.length; ) {
    const time = times[i] as number
    let bits = 0
    // What happens at one instant has no order: none of it is before the other.
    for (; i < times.length && times[i] === time; i++)
      if (keys === null || keys[i] === key) bits |= values[i] as number
    if (bits === 0) continue
    const start = reached[steps - 2] as number
    if ((bits & final) !== 0 && start > found && time - start < spanMs) found = start
    for (let step = steps - 2; step > 0; step--) {
      const before = reached[step - 1] as number
      if ((bits & (1 << step)) !== 0 && before > (reached[step] as number)) reached[step] = before
    }
    if ((bits & without) !== 0) reached.fill(NONE, 0, steps)
    if ((bits & 1) !== 0) reached[0] = time
  }
  return found
}

/** Places of the events of the chain that begins at `start`: of each step the earliest. */
export function chainPlaces(sequence: Sequence, entries: StepEntries, start: number, key: number): number[] {
  const places: number[] = []
  let [step, after] = [0, start - 1]
  for (let i = 0; i < entries.times.length && step < sequence.steps; i++) {
    const time = entries.times[i] as number
    const isOfKey = entries.keys === null || entries.keys[i] === key
    if (time <= after || !isOfKey || ((entries.values[i] as number) & (1 << step)) === 0) continue
    places.push(i)
    after = time
    step++
  }
  return places
}
