import type { ModelProfile } from './model-profile.js'
import { hasPolicies } from './spec-maker.js'
import type { Specs } from './specs.js'
import { written } from './timeline.js'
import { check } from './violation.js'
import type { Workload } from './workload.js'

/**
 * What was erased stays so: nobody who has the identifier knows anything from before. (Where identifiers
 * change hands, what was done stays with whom it was done by, and may come back with the identifier.)
 * @param living profiles at rest, as the model has them
 * @param commandTimes log time of each command
 */
export function checkErasures(
  { orders, sendings }: Workload,
  specs: Specs,
  living: Iterable<ModelProfile>,
  commandTimes: ReadonlyMap<string, number>,
): void {
  if (hasPolicies(specs) || orders.some(({ command }) => command.name === 'unlink')) return
  const profiles = [...living]
  for (const { command } of orders) {
    if (command.name !== 'erase') continue
    const who = written(command.subject)
    const erased = commandTimes.get(command.id) ?? Number.NEGATIVE_INFINITY
    const before = sendings.filter(({ event: { time, identifiers } }) => {
      const [first] = identifiers
      return time <= erased && first !== undefined && written(first) === who
    })
    for (const profile of profiles) {
      if (!profile.links.some((link) => written(link) === who)) continue
      const kept = before.find(({ event }) => profile.seen.has(event.messageId))
      check(kept === undefined, 'what was erased stays so', () => `${who} has ${kept?.event.messageId}`)
    }
  }
}
