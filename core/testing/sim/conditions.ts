import type { ConditionSpec, Leaf } from './specs.js'

/** Names of the segments that a condition looks at. */
export function mentioned(condition: ConditionSpec): string[] {
  if ('segment' in condition) return [condition.segment]
  return innerOf(condition).flatMap(mentioned)
}

/** Whether it may change when a property does. */
export function readsProfile(condition: ConditionSpec): boolean {
  if ('profile' in condition || 'tag' in condition) return true
  if ('leaf' in condition) return condition.leaf.calendar?.property != null
  return innerOf(condition).some(readsProfile)
}

/** What it counts, in order; not through other segments. */
export function leavesOf(condition: ConditionSpec): Leaf[] {
  return 'leaf' in condition ? [condition.leaf] : innerOf(condition).flatMap(leavesOf)
}

/** The same condition over other leaves. */
export function withLeaves(condition: ConditionSpec, change: (leaf: Leaf) => Leaf): ConditionSpec {
  const inner = (part: ConditionSpec): ConditionSpec => withLeaves(part, change)
  if ('leaf' in condition) return { leaf: change(condition.leaf) }
  if ('all' in condition) return { all: condition.all.map(inner) }
  if ('any' in condition) return { any: condition.any.map(inner) }
  return 'not' in condition ? { not: inner(condition.not) } : condition
}

/** The parts of `all`, `any` and `not`. */
export function innerOf(condition: ConditionSpec): readonly ConditionSpec[] {
  if ('all' in condition) return condition.all
  if ('any' in condition) return condition.any
  return 'not' in condition ? [condition.not] : []
}
