import { LIMITS } from '../base/limits.js'

/**
 * When a profile turned identifiers of a type away, or let some go for others: instants, ms, oldest first.
 * Only as many as decide whether they are too many.
 */
export interface Crowd {
  readonly type: string
  readonly at: readonly number[]
}

export const NO_CROWD: readonly Crowd[] = []

/** No type's `max` is higher than a profile's: more than these need not be told apart. */
const KEPT_MAX = LIMITS.profileIdentifiersMax + 1

export interface Pressed {
  readonly crowd: readonly Crowd[]
  /** How many there were in the window that ends now. */
  readonly count: number
}

/** Another identifier of a type had to be turned away, or made room for, now. */
export function press(
  crowd: readonly Crowd[],
  type: string,
  { now, windowMs, max }: { readonly now: number; readonly windowMs: number; readonly max: number },
): Pressed {
  const before = crowd.find((other) => other.type === type)?.at ?? []
  const recent = [...before.filter((at) => at > now - windowMs), now].slice(-Math.min(KEPT_MAX, max + 1))
  const others = crowd.filter((other) => other.type !== type)
  return { crowd: [...others, { type, at: recent }], count: recent.length }
}

/** What two profiles had to turn away, as if one had: the same whichever of the two is asked. */
export function unite(x: readonly Crowd[], y: readonly Crowd[]): readonly Crowd[] {
  if (x.length === 0) return y
  if (y.length === 0) return x
  const types = new Set([...x, ...y].map(({ type }) => type))
  return [...types].sort().map((type) => {
    const at = [...x, ...y].flatMap((crowd) => (crowd.type === type ? crowd.at : []))
    return { type, at: at.sort((a, b) => a - b).slice(-KEPT_MAX) }
  })
}
