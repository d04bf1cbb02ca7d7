import { mentioned } from './conditions.js'
import type { Random } from './random.js'
import { makeCondition, makeJourney, placed } from './spec-maker.js'
import type { JourneySpec, SegmentSpec, Specs } from './specs.js'

/** Another version of the definitions: some are kept, some changed, some gone, some new. */
export function changeSpecs(random: Random, number: number, specs: Specs): Specs {
  const { zone, types, segments, journeys } = specs
  const next: SegmentSpec[] = []
  const others = (entity: string): SegmentSpec[] => next.filter((spec) => spec.entity === entity)
  for (const segment of segments) {
    const isWhole = mentioned(segment.where).every((name) => next.some((spec) => spec.name === name))
    const fate = random.pick(['keep', 'keep', 'change', 'drop'])
    if (fate === 'keep' && isWhole) next.push(segment)
    else if (fate !== 'drop') {
      const { name, entity } = segment
      next.push(placed({ name, entity, where: makeCondition(random, others(entity), 2) }, zone))
    }
  }
  if (random.chance(0.5))
    next.push(
      placed(
        { name: `s-new${number}`, entity: 'user', where: makeCondition(random, others('user'), 2) },
        zone,
      ),
    )
  const kept = journeys.filter((journey) => random.chance(0.8) && looksAt(journey, next))
  const changed = kept.map((journey) =>
    random.chance(0.4) ? makeJourney(random, journey.name, journey.entity, others(journey.entity)) : journey,
  )
  if (random.chance(0.5)) changed.push(makeJourney(random, `j-new${number}`, 'user', others('user')))
  return { zone, types, segments: next, journeys: changed }
}

/** Whether there are all the segments that a journey names. */
function looksAt({ trigger, audience }: JourneySpec, segments: readonly SegmentSpec[]): boolean {
  const names = [...('segment' in trigger ? [trigger.segment] : []), ...(audience === null ? [] : [audience])]
  return names.every((name) => segments.some((spec) => spec.name === name))
}
