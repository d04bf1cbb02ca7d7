/**
 * Definitions as plain structures: `definition-text.ts` writes them down as YAML for the engine, and the
 * oracle reads them as they are. So the two share no line of code.
 */
export interface PropertyTest {
  readonly property: string
  readonly operator: '>=' | '<' | '=='
  readonly value: number | string
}

type LeafKind =
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

/** Whose calendar a segment goes by: that of a property of the profile when it names a zone, else `zone`. */
export interface ZoneSpec {
  readonly zone: string
  readonly property: string | null
}

export interface CalendarSpec extends ZoneSpec {
  readonly during: 'today' | 'this week' | 'this month'
}

export interface Leaf {
  readonly kind: LeafKind
  readonly event: string
  readonly where: PropertyTest | null
  /** Of a sequence: the event that must come behind, less than `spanMs` later; the one that must not come
   * between; the property in which they must agree. */
  readonly behind?: string
  readonly spanMs?: number
  readonly without?: string
  readonly key?: string
  /** What a `sum` adds up, and its like look at. */
  readonly of: string | null
  /** Infinity: all. Of no meaning when there is a calendar. */
  readonly withinMs: number
  readonly calendar?: CalendarSpec
  /** Events that come later than this do not count. That of the segment. */
  readonly latenessMs?: number
  readonly is: { readonly operator: '>=' | '>' | '<=' | '<' | '==' | '!='; readonly threshold: number } | null
}

export type ConditionSpec =
  | { readonly all: readonly ConditionSpec[] }
  | { readonly any: readonly ConditionSpec[] }
  | { readonly not: ConditionSpec }
  | { readonly leaf: Leaf }
  | { readonly profile: PropertyTest }
  | { readonly tag: string }
  | { readonly segment: string }

export interface SegmentSpec {
  readonly name: string
  readonly entity: string
  readonly where: ConditionSpec
  /** Of the calendars and leaves in it. */
  readonly timezone?: ZoneSpec
  readonly latenessMs?: number
  /** Its windows are filled with what the logs hold of so much of the past. */
  readonly backfillMs?: number
}

/** A branch asks the profile, or the event by which the instance began. */
export interface BranchTest extends PropertyTest {
  readonly of: 'profile' | 'entry'
}

export type StepSpec =
  | { readonly wait: number }
  | { readonly send: { readonly channel: string; readonly content: string } }
  | { readonly branch: readonly { readonly when: BranchTest | null; readonly steps: readonly StepSpec[] }[] }
  | { readonly stop: true }

export interface JourneySpec {
  readonly name: string
  readonly entity: string
  readonly trigger:
    | { readonly event: string; readonly where: PropertyTest | null }
    | { readonly segment: string; readonly flip: 'entered' | 'left' }
  readonly audience: string | null
  /** Property of the event that tells instances apart. */
  readonly key: string | null
  /** 0: always, Infinity: never. */
  readonly againMs: number
  readonly limit: number | null
  /** `same`: only when this property is that of the entry. */
  readonly exits: readonly { readonly event: string; readonly same: string | null }[]
  readonly onMerge: 'keep-oldest' | 'keep-newest' | 'keep-all'
  readonly steps: readonly StepSpec[]
}

export interface IdentifierTypeSpec {
  readonly type: string
  readonly entity: string
  readonly role: 'known' | 'contact' | 'anonymous'
  readonly max: number
  /** Of `max`; 0: ever. */
  readonly windowMs: number
  readonly overLimit: 'reject' | 'evict-oldest'
  readonly parent: string | null
  readonly switched: 'last-login' | 'first' | 'shared'
  readonly ownersMax: number
}

export interface Specs {
  /** Where most are at home. */
  readonly zone: string
  /** Strongest first. */
  readonly types: readonly IdentifierTypeSpec[]
  readonly segments: readonly SegmentSpec[]
  readonly journeys: readonly JourneySpec[]
}
