import type { Random } from './random.js'

/** What goes wrong in the simulated world. Chances are from 0 to 1 for each publish. */
export interface Faults {
  /** Not stored, no answer. */
  readonly lost: number
  /** Stored, the answer does not arrive. */
  readonly answerLost: number
  /** Not stored, and said so. */
  readonly refused: number
  /** Stored long after the caller gave up. */
  readonly late: number
  /** Stored again a moment later, as far as the broker does not know the message id. */
  readonly twice: number
  /** Publishes of one connection may overtake each other by this much. */
  readonly overtakeMs: number
  readonly latencyMs: number
  /** Mean time between faults of a kind, ms; Infinity: never. */
  readonly crashEveryMs: number
  readonly zombieEveryMs: number
  readonly pauseEveryMs: number
  readonly handOverEveryMs: number
  readonly fullEveryMs: number
  readonly leaderEveryMs: number
  readonly expiryEveryMs: number
  readonly staleEveryMs: number
  /** Chance that behind a commit the log is cut off up to its offset. */
  readonly trimmed: number
  /** How far a worker's clock may be wrong. */
  readonly skewMs: number
  /** What a worker takes for a batch of records, at most. */
  readonly stepMs: number
}

export const NO_FAULTS: Faults = {
  lost: 0,
  answerLost: 0,
  refused: 0,
  late: 0,
  twice: 0,
  overtakeMs: 0,
  latencyMs: 2,
  crashEveryMs: Number.POSITIVE_INFINITY,
  zombieEveryMs: Number.POSITIVE_INFINITY,
  pauseEveryMs: Number.POSITIVE_INFINITY,
  handOverEveryMs: Number.POSITIVE_INFINITY,
  fullEveryMs: Number.POSITIVE_INFINITY,
  leaderEveryMs: Number.POSITIVE_INFINITY,
  expiryEveryMs: Number.POSITIVE_INFINITY,
  staleEveryMs: Number.POSITIVE_INFINITY,
  trimmed: 0,
  skewMs: 0,
  stepMs: 2,
}

/** Classes of faults: a seed has some of them on and the others off (swarm testing, Groce et al. 2012). */
const CLASSES: Readonly<Record<string, (random: Random) => Partial<Faults>>> = {
  lossy: (random) => ({ lost: random.next() * 0.1, answerLost: random.next() * 0.1 }),
  refusing: (random) => ({ refused: random.next() * 0.15 }),
  late: (random) => ({ late: random.next() * 0.08 }),
  repeating: (random) => ({ twice: random.next() * 0.15 }),
  overtaking: (random) => ({ overtakeMs: random.between(5, 200) }),
  far: (random) => ({ latencyMs: random.between(20, 400) }),
  crashes: (random) => ({ crashEveryMs: random.between(4_000, 25_000) }),
  zombies: (random) => ({ zombieEveryMs: random.between(8_000, 40_000) }),
  pauses: (random) => ({ pauseEveryMs: random.between(5_000, 30_000) }),
  handOvers: (random) => ({ handOverEveryMs: random.between(4_000, 20_000) }),
  full: (random) => ({ fullEveryMs: random.between(8_000, 40_000) }),
  leaders: (random) => ({ leaderEveryMs: random.between(5_000, 30_000) }),
  expiries: (random) => ({ expiryEveryMs: random.between(6_000, 40_000) }),
  oldViews: (random) => ({ staleEveryMs: random.between(3_000, 20_000) }),
  trims: (random) => ({ trimmed: random.next() }),
  clocks: (random) => ({ skewMs: random.between(50, 5_000) }),
  slow: (random) => ({ stepMs: random.between(20, 600) }),
}

/** The faults of a seed; every eighth has none. */
export function faultsOf(random: Random): Faults {
  const most = random.pick([0, 0.25, 0.25, 0.5, 0.5, 0.5, 0.75, 1])
  const on = random.some(Object.keys(CLASSES), most)
  return Object.assign({}, NO_FAULTS, ...on.map((name) => CLASSES[name]?.(random)))
}

/** Names of the classes that are on, for people. */
export function faultNames(faults: Faults): string {
  const keys = Object.keys(NO_FAULTS) as (keyof Faults)[]
  const on = keys.filter((key) => faults[key] !== NO_FAULTS[key])
  return on.length === 0
    ? 'none'
    : on.map((key) => `${key} ${Math.round(faults[key] * 100) / 100}`).join(', ')
}
