import { compileDefinitions, type Definitions } from '../core/definitions/definitions.js'
import { Random } from '../core/demo/random.js'
import { zipfShares } from '../core/demo/zipf.js'

export interface WindowsWorkload {
  readonly events: number
  readonly profiles: number
  readonly seed: number
}

/** One event: whose, which of the ten names, when. */
export interface Moment {
  readonly profile: number
  readonly name: number
  readonly at: number
}

export const EVENT_NAMES = 10
const WINDOWS_EACH = 10
const MINUTE = 60_000
/** From a minute to thirty days. */
const SPANS = [1, 5, 15, 60, 240, 1_440, 2_880, 10_080, 20_160, 43_200].map((minutes) => minutes * MINUTE)
export const START = Date.parse('2026-01-01T00:00:00Z')
/** Events a second of log time. */
const RATE = 400

/** `count >= n` over the last `spanMs` of one name. */
export interface CountWindow {
  readonly name: number
  readonly atLeast: number
  readonly spanMs: number
}

/** A hundred windows, of which ten watch an event of any name. */
export const WINDOWS: readonly CountWindow[] = Array.from({ length: EVENT_NAMES * WINDOWS_EACH }, (_, i) => ({
  name: Math.floor(i / WINDOWS_EACH),
  atLeast: (i % WINDOWS_EACH) + 1,
  spanMs: SPANS[(i * 7) % SPANS.length] as number,
}))

/** A segment for each window; `apart`: each with a test of its own, which every event passes. */
export function windowDefinitions(apart = false): Definitions {
  const documents = WINDOWS.map(({ name, atLeast, spanMs }, i) => {
    const test = apart ? { where: `1.0 < ${i + 2}.0` } : {}
    const count = { event: `Event ${name}`, ...test, within: `${spanMs}ms`, is: `>= ${atLeast}` }
    return JSON.stringify({ kind: 'segment', name: `s${String(i).padStart(3, '0')}`, where: { count } })
  })
  return compileDefinitions([{ path: 'windows.yaml', text: documents.join('\n---\n') }])
}

/** Customers by Zipf, names evenly, in the order of time. */
export function moments({ events, profiles, seed }: WindowsWorkload): Moment[] {
  const random = new Random(seed)
  const whose = new Uint32Array(events)
  let at = 0
  for (const [profile, share] of zipfShares(profiles, events, events).entries()) {
    whose.fill(profile, at, at + share)
    at += share
  }
  for (let i = events - 1; i > 0; i--) {
    const other = random.between(0, i)
    const profile = whose[i] as number
    whose[i] = whose[other] as number
    whose[other] = profile
  }
  return Array.from({ length: events }, (_, i) => ({
    profile: whose[i] as number,
    name: random.between(0, EVENT_NAMES - 1),
    at: START + Math.floor((i * 1_000) / RATE),
  }))
}
