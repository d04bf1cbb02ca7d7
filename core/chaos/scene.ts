import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../demo/random.js'
import type { PlanSettings } from './plan.js'
import type { Stage, StageSettings } from './stage.js'

export interface Scene {
  readonly stage: Stage
  readonly random: Random
  /** Customers of the plan: each gets one message in the end. */
  readonly customers: number
  /** How often the fault is made at least; undefined: as often as fits while events are sent. */
  readonly rounds: number | undefined
  /** True as long as events are being sent. */
  readonly goesOn: () => boolean
  readonly say: (line: string) => void
}

/** What a scenario wants of its events and its stage besides the usual. */
type Wishes = Partial<Pick<PlanSettings, 'padding' | 'copies' | 'wildClocks'>> &
  Partial<Pick<StageSettings, 'servers' | 'engines' | 'lanes' | 'config' | 'files' | 'attempts'>> &
  Partial<Pick<StageSettings, 'definitions' | 'harmful' | 'supervised'>>

/** A fault, and how it is made again and again as long as events are sent. */
export interface Scenario extends Wishes {
  /** Its number in the list of faults. */
  readonly name: string
  readonly what: string
  /** Ingest must have refused some of the requests meanwhile. */
  readonly refuses?: boolean
  readonly play: (scene: Scene) => Promise<void>
  /** What harms for good comes last, when everything else has been verified. */
  readonly after?: (scene: Scene) => Promise<void>
}

const LOOK_MS = 100

/** Waits so long, or until nothing is sent any more. */
export async function waitWhile(goesOn: () => boolean, ms: number): Promise<void> {
  const until = performance.now() + ms
  while (goesOn() && performance.now() < until)
    await pause(Math.max(1, Math.min(LOOK_MS, until - performance.now())))
}

/** Waits until something holds; resolves with how long that took, ms. @throws Error when it never does */
export async function waitUntil(
  what: string,
  msMax: number,
  holds: () => Promise<boolean> | boolean,
): Promise<number> {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > msMax) throw new Error(`not within ${msMax / 1000} s: ${what}`)
    await pause(LOOK_MS)
  }
  return Math.round(performance.now() - start)
}

/** A whole number from 0 up to a bound, which is not included. */
export function below(random: Random, bound: number): number {
  return Math.floor(random.next() * bound)
}

export function nth<Item>(items: readonly Item[], turn: number): Item {
  return items[turn % items.length] as Item
}
