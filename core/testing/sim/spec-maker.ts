import { leavesOf, withLeaves } from './conditions.js'
import { CONTENTS } from './definition-text.js'
import type { Random } from './random.js'
import type {
  BranchTest,
  CalendarSpec,
  ConditionSpec,
  IdentifierTypeSpec,
  JourneySpec,
  Leaf,
  PropertyTest,
  SegmentSpec,
  Specs,
  StepSpec,
  ZoneSpec,
} from './specs.js'

const EVENT_NAMES = ['View', 'Cart', 'Order', 'Signed Up', 'Login'] as const
export const TIERS = ['gold', 'silver', 'none'] as const

/** No limit is ever met, and an anonymous identifier stays whose it was first. */
const NO_POLICY = {
  max: 512,
  windowMs: 0,
  overLimit: 'reject',
  parent: null,
  switched: 'first',
  ownersMax: 3,
} as const
const TYPES: readonly IdentifierTypeSpec[] = [
  { type: 'user_id', entity: 'user', role: 'known', ...NO_POLICY },
  { type: 'email', entity: 'user', role: 'contact', ...NO_POLICY },
  { type: 'phone', entity: 'user', role: 'contact', ...NO_POLICY },
  { type: 'anonymous_id', entity: 'user', role: 'anonymous', ...NO_POLICY },
  { type: 'group_id', entity: 'account', role: 'known', ...NO_POLICY },
]

/** Windows are short, so that they end within a run, or so long that they do not. */
const SHORT_MS = [800, 40_000] as const
const LONG_MS = 86_400_000

/** Definitions of a seed: a few of each, over the events that the workload has. */
export function makeSpecs(random: Random, zone: string): Specs {
  const names = ['s-delta', 's-alpha', 's-echo', 's-bravo', 's-foxtrot', 's-charlie']
  const segments: SegmentSpec[] = []
  for (const name of names.slice(0, random.between(0, names.length))) {
    const entity = entityOf(random)
    segments.push(placed({ name, entity, where: makeCondition(random, ofKind(segments, entity), 2) }, zone))
  }
  const journeys = ['j-two', 'j-one', 'j-four', 'j-three'].slice(0, random.between(0, 4)).map((name) => {
    const entity = entityOf(random)
    return makeJourney(random, name, entity, ofKind(segments, entity))
  })
  const types = (random.chance(0.35) ? makePolicies(random) : TYPES).map((type) => {
    const isChild = type.entity === 'user' && type.role !== 'known' && random.chance(0.5)
    return isChild ? { ...type, parent: 'user_id' } : type
  })
  return { zone, types, segments, journeys }
}

/** The same definitions, by which identifiers stay where they came to. */
export function withoutPolicies(specs: Specs): Specs {
  return { ...specs, types: specs.types.map((type) => ({ ...type, ...NO_POLICY, parent: type.parent })) }
}

/** Whether what becomes of identifiers depends on the order in which they meet. */
export function hasPolicies({ types }: Specs): boolean {
  return types.some(({ max, switched }) => max < NO_POLICY.max || switched !== NO_POLICY.switched)
}

function makePolicies(random: Random): IdentifierTypeSpec[] {
  return TYPES.map((type) => {
    if (type.role === 'known') return type
    const limited = random.chance(0.4) ? { max: random.between(1, 3) } : {}
    return {
      ...type,
      ...limited,
      windowMs: random.chance(0.5) ? random.between(1_000, 30_000) : 0,
      overLimit: random.pick(['reject', 'evict-oldest'] as const),
      parent: null,
      switched: random.pick(['last-login', 'last-login', 'first', 'shared'] as const),
      ownersMax: random.between(1, 4),
    }
  })
}

function entityOf(random: Random): string {
  return random.chance(0.85) ? 'user' : 'account'
}

function ofKind(segments: readonly SegmentSpec[], entity: string): SegmentSpec[] {
  return segments.filter((segment) => segment.entity === entity)
}

export function makeCondition(random: Random, others: readonly SegmentSpec[], depth: number): ConditionSpec {
  const choices: [number, () => ConditionSpec][] = [
    [6, () => ({ leaf: makeLeaf(random) })],
    [1, () => makeProfileTest(random)],
  ]
  if (others.length > 0) choices.push([2, () => ({ segment: random.pick(others).name })])
  if (depth > 0) {
    const list = () =>
      Array.from({ length: random.between(1, 3) }, () => makeCondition(random, others, depth - 1))
    choices.push([2, () => ({ all: list() })])
    choices.push([1, () => ({ any: list() })])
    choices.push([1, () => ({ not: makeCondition(random, others, depth - 1) })])
  }
  return random.weighted(choices)()
}

function makeLeaf(random: Random): Leaf {
  const kind = random.weighted([
    [4, 'count'],
    [2, 'sum'],
    [2, 'absent'],
  ] as const)
  const event = kind === 'sum' ? random.pick(['Order', 'Cart']) : random.pick(EVENT_NAMES)
  const withinMs = random.chance(0.8) ? random.between(...SHORT_MS) : LONG_MS
  const where = random.chance(0.3) ? totalTest(random) : null
  if (kind === 'absent') return { kind, event, where, of: null, withinMs, is: null }
  const operator = random.pick(['>=', '>=', '>', '<', '<=', '==', '!='] as const)
  const threshold = kind === 'sum' ? random.between(10, 200) : random.between(0, 4)
  const leaf = {
    kind,
    event,
    where,
    of: kind === 'sum' ? 'total' : null,
    withinMs,
    is: { operator, threshold },
  }
  return relatives(leaf)
}

/** A threshold that amounts come to, now and then. */
function within({ is }: Leaf, kind: Leaf['kind']): Leaf['is'] {
  if (is === null || kind === 'sum') return is
  return { ...is, threshold: kind === 'distinct' ? is.threshold % 4 : 5 + (is.threshold % 90) }
}

function makeProfileTest(random: Random): ConditionSpec {
  const value = random.pick(TIERS)
  return value === 'none' ? { tag: 'vip' } : { profile: { property: 'tier', operator: '==', value } }
}

/** Some sums and counts become one of their relatives: which ones hangs on the window, not on chance. */
function relatives(leaf: Leaf): Leaf {
  const { kind, where, withinMs } = leaf
  const [place, turn] = [withinMs % 8, Math.floor(withinMs / 8) % 8]
  if (kind === 'sum') {
    const relative = (['avg', 'min', 'max', 'distinct', 'first', 'last'] as const)[place] ?? 'sum'
    const isEver = place > 3 && place < 6 && turn % 2 === 0
    return {
      ...leaf,
      kind: relative,
      withinMs: isEver ? Number.POSITIVE_INFINITY : withinMs,
      is: within(leaf, relative),
    }
  }
  if (kind !== 'count' || where !== null || place > 2) return leaf
  if (place === 2) return { ...leaf, kind: turn < 4 ? 'first' : 'last', is: null }
  return {
    ...{ ...leaf, kind: 'sequence', behind: EVENT_NAMES[place * 2] as string, is: null },
    ...((turn & 1) === 0 ? {} : { key: 'cart' }),
    ...(turn % 4 === 0 ? {} : { without: EVENT_NAMES[1 + (turn & 1)] as string }),
    ...((turn & 4) === 0 ? {} : { spanMs: Math.ceil(withinMs / 2) }),
  }
}

/** Some of whose midnights are skipped, or come twice, in the nights in which worlds begin. */
export const ZONES = [
  ...['Europe/Berlin', 'Asia/Beirut', 'Africa/Cairo', 'America/Havana', 'America/Santiago', 'UTC'],
] as const
const PERIODS = ['today', 'today', 'today', 'today', 'today', 'this week', 'this month'] as const

/**
 * A segment with the calendar and the lateness that its leaves go by: as above, which ones hangs on the
 * windows.
 */
export function placed(segment: SegmentSpec, home: string): SegmentSpec {
  const spans = leavesOf(segment.where).map(({ withinMs }) => withinMs)
  const mark = spans.find((ms) => Number.isFinite(ms) && ms !== LONG_MS)
  if (mark === undefined) return segment
  const timezone = {
    zone: mark % 3 === 0 ? (ZONES[mark % ZONES.length] as string) : home,
    property: mark % 4 < 2 ? 'timezone' : null,
  }
  const lateness = mark % 5 < 2 ? { latenessMs: 2_000 + (mark % 15_000) } : {}
  const where = withLeaves(segment.where, (leaf) => ({ ...inCalendar(leaf, timezone), ...lateness }))
  return { ...segment, where, timezone, ...lateness }
}

function inCalendar(leaf: Leaf, timezone: ZoneSpec): Leaf {
  const { kind, withinMs } = leaf
  const place = Math.floor(withinMs / 64) % 16
  if (kind === 'absent' || !Number.isFinite(withinMs) || withinMs === LONG_MS || place >= PERIODS.length)
    return leaf
  const during = PERIODS[place] as CalendarSpec['during']
  // Most days have few events of a customer.
  const is = leaf.is !== null && kind === 'count' ? { ...leaf.is, threshold: leaf.is.threshold % 2 } : leaf.is
  return { ...leaf, is, withinMs: Number.POSITIVE_INFINITY, calendar: { ...timezone, during } }
}

function totalTest(random: Random): PropertyTest {
  return { property: 'total', operator: random.pick(['>=', '<'] as const), value: random.between(20, 80) }
}

export function makeJourney(
  random: Random,
  name: string,
  entity: string,
  segments: readonly SegmentSpec[],
): JourneySpec {
  const flips = segments.length > 0 && random.chance(0.4)
  const byKey = !flips && random.chance(0.5)
  return {
    name,
    entity,
    trigger: flips
      ? { segment: random.pick(segments).name, flip: random.chance(0.7) ? 'entered' : 'left' }
      : {
          event: byKey ? random.pick(['Cart', 'Order']) : random.pick([...EVENT_NAMES, '$identify']),
          where: random.chance(0.3) ? totalTest(random) : null,
        },
    audience: segments.length > 0 && random.chance(0.3) ? random.pick(segments).name : null,
    key: byKey ? 'cart' : null,
    againMs: random.pick([0, 0, Number.POSITIVE_INFINITY, random.between(1_000, 30_000)]),
    limit: random.chance(0.3) ? random.between(1, 3) : null,
    exits: random
      .some(EVENT_NAMES, 0.25)
      .map((event) => ({ event, same: byKey && random.chance(0.6) ? 'cart' : null })),
    onMerge: random.pick(['keep-oldest', 'keep-newest', 'keep-all'] as const),
    steps: makeSteps(random, 2),
  }
}

function makeSteps(random: Random, depth: number): StepSpec[] {
  const steps = Array.from({ length: random.between(1, 4) }, () => makeStep(random, depth))
  if (depth < 2 && random.chance(0.2)) steps.push({ stop: true })
  return steps
}

function makeStep(random: Random, depth: number): StepSpec {
  const channel = random.pick(['email', 'push'])
  const choices: [number, () => StepSpec][] = [
    [4, () => ({ wait: random.between(300, 20_000) })],
    [4, () => ({ send: { channel, content: random.pick(CONTENTS) } })],
  ]
  if (depth > 0) choices.push([2, () => ({ branch: makeCases(random, depth - 1) })])
  return random.weighted(choices)()
}

function makeCases(random: Random, depth: number): { when: BranchTest | null; steps: StepSpec[] }[] {
  const cases: { when: BranchTest | null; steps: StepSpec[] }[] = Array.from(
    { length: random.between(1, 2) },
    () => ({ when: makeBranchTest(random), steps: makeSteps(random, depth) }),
  )
  if (random.chance(0.6)) cases.push({ when: null, steps: makeSteps(random, depth) })
  return cases
}

function makeBranchTest(random: Random): BranchTest {
  if (random.chance(0.5))
    return { of: 'profile', property: 'tier', operator: '==', value: random.pick(TIERS) }
  return { of: 'entry', ...totalTest(random) }
}
