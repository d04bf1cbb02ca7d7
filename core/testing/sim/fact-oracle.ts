import type { Partition } from '../../partition/partition.js'
import { type HeardFact, linesOf } from './heard.js'
import type { Timeline } from './timeline.js'
import { check } from './violation.js'

/**
 * Reads facts as a subscriber does, who sees nothing but them: every profile has a beginning and at most one
 * end, enters and leaves each segment by turns, and at rest is where they say.
 */
export function checkTold(
  timeline: Timeline,
  machines: readonly Partition[],
  segmentName: (number: number) => string,
): void {
  const facts = timeline.flat().flatMap(({ outputs }) => factsOf(outputs))
  const begun = new Map<string, number>()
  const ended = new Set<string>()
  const erased = new Set<string>()
  const members = new Map<string, Map<string, number>>()
  for (const { fact: kind, profile, name, because } of facts) {
    if (kind === 'profile.created') begun.set(profile, (begun.get(profile) ?? 0) + 1)
    if (kind === 'profile.erased') erased.add(profile)
    if (kind === 'profile.merged') {
      check(!ended.has(String(because.from)), 'a profile ends once', () => String(because.from))
      ended.add(String(because.from))
    }
    if (kind !== 'segment.entered' && kind !== 'segment.left') continue
    const counts = members.get(profile) ?? new Map<string, number>()
    counts.set(name ?? '', (counts.get(name ?? '') ?? 0) + (kind === 'segment.entered' ? 1 : -1))
    members.set(profile, counts)
  }
  for (const [profile, times] of begun) check(times === 1, 'a profile begins once', () => profile)
  const living = new Map(
    machines.flatMap((machine) => [...machine.profiles()].map((p) => [p.id, p] as const)),
  )
  for (const id of begun.keys())
    check(living.has(id) !== (ended.has(id) || erased.has(id)), 'a profile lives until it ends', () => id)
  for (const [id, { segments }] of living) {
    const told = [...(members.get(id) ?? [])].filter(([, count]) => count !== 0)
    const is = segments.map((number) => [segmentName(number), 1]).sort()
    const [x, y] = [JSON.stringify(told.sort()), JSON.stringify(is)]
    check(x === y, 'facts tell who is where', () => `${id}: ${x}, not ${y}`)
  }
  for (const id of [...ended, ...erased]) {
    check(!(ended.has(id) && erased.has(id)), 'a profile ends once', () => id)
    const left = [...(members.get(id) ?? [])].filter(([, count]) => count !== 0)
    check(left.length === 0, 'who has ended is nowhere', () => `${id}: ${JSON.stringify(left)}`)
  }
}

function factsOf(outputs: Timeline[number][number]['outputs']): HeardFact[] {
  return outputs.flatMap((output) => (output.to === 'fact' ? linesOf<HeardFact>(output) : []))
}
