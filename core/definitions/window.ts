import type { Period, TimeZone, TimeZones } from '../base/time-zone.js'
import type { Expression } from './cel.js'

/** What a window says of the events in it: see `core/segments`. */
export type WindowKind =
  | 'count'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'distinct'
  | 'first'
  | 'last'
  | 'absent'
  | 'sequence'

/** The events of some name, or some names one after the other; equal windows are shared by all segments. */
export interface Window {
  /** Place in `Definitions.windows`. */
  readonly number: number
  /** Hash of its content: the name under which its state travels between partitions and versions. */
  readonly key: string
  readonly kind: WindowKind
  /** Kind of the profiles that have it: `user`, `account`. */
  readonly entity: string
  /** What it watches: one, but for a sequence. */
  readonly watched: readonly Watched[]
  /** What of an event it looks at: amount, value; null: that it was. */
  readonly of: Expression | null
  /** At instant t the window holds the events with t - withinMs < time <= t; Infinity: all. */
  readonly withinMs: number
  /** Holds the events of the present day, week … instead; `withinMs` is then how long they are kept. */
  readonly calendar: Calendar | null
  /** Events that come later than this are kept out; Infinity: none. */
  readonly latenessMs: number
  readonly comparison: Comparison | null
  /** Newest entries that are kept: as many as decide the truth, or the limit. */
  readonly keep: number
  readonly sequence: Sequence | null
  /** With whom it counts; null: it does no plain counting, and what it keeps is its own. */
  readonly tally: TallyPlace | null
  readonly label: string
}

/** Windows that count events of one name keep together what they keep. */
export interface TallyPlace {
  /** Number of the first of these windows, be it this one. */
  readonly first: number
  /** Which of their tests it has, from 0: windows of one test have one number. */
  readonly test: number
}

/** Windows that keep together what they keep: the first of them, and their tests. */
export interface TallyPlan {
  readonly first: number
  readonly tests: string[]
}

/** Events of one name that pass a test. */
export interface Watched {
  /** Symbol of the event's name. */
  readonly event: number
  readonly where: Expression | null
  /** Of a sequence: the place of the step, from 0; behind the last: the one that must not come. Else 0. */
  readonly step: number
}

export interface Sequence {
  readonly steps: number
  /** From the first to the last step: less than this. */
  readonly spanMs: number
  /** Events belong together when they agree in this. */
  readonly key: Expression | null
}

/** Whose calendar: that of a property of the profile, when it names a zone, or a fixed one. */
export interface Calendar {
  readonly period: Period
  readonly property: string | null
  readonly zone: TimeZone
  readonly zones: TimeZones
}

export type Operator = '>=' | '>' | '<=' | '<' | '==' | '!='

export interface Comparison {
  readonly operator: Operator
  /** A number, but of `first` and `last` what their value is compared with. */
  readonly threshold: number | string | boolean
}

/** Truth of a comparison; values of different types are neither equal nor ordered. */
export function compares({ operator, threshold }: Comparison, value: number | string | boolean): boolean {
  if (typeof value !== typeof threshold) return operator === '!='
  switch (operator) {
    case '>=':
      return value >= threshold
    case '>':
      return value > threshold
    case '<=':
      return value <= threshold
    case '<':
      return value < threshold
    case '==':
      return value === threshold
    case '!=':
      return value !== threshold
  }
}

/** Newest entries that decide a comparison of how many there are: one more where equality matters. */
export function decidingEntries({ operator, threshold }: Comparison): number {
  const number = Number(threshold)
  return operator === '>=' || operator === '<' ? Math.max(1, Math.ceil(number)) : Math.floor(number) + 1
}
