import type { Contender } from './identity-contender.js'
import { checkSame, type Sets } from './identity-sets.js'

/** What a contender took, in every round. */
export interface Lap {
  readonly contender: Contender
  readonly ms: readonly number[]
  /** Medians over the rounds, in microseconds, by process; `this` is this one. */
  readonly cpu: Readonly<Record<string, number>>
}

/**
 * Lets them do the job in turn, forwards and backwards, after a round that does not count.
 * @throws Error when one of them comes, in any round, to other sets than is right
 */
export async function race(
  contenders: readonly Contender[],
  rounds: number,
  right: { readonly events: number; readonly sets: Sets },
): Promise<Lap[]> {
  const laps = contenders.map((contender) => ({
    contender,
    ms: [] as number[],
    cpu: [] as Record<string, number>[],
  }))
  for (let round = 0; round <= rounds; round++) {
    for (const lap of round % 2 === 0 ? laps : [...laps].reverse()) {
      const { ms, cpu } = await once(lap.contender, right)
      if (round === 0) continue
      lap.ms.push(ms)
      lap.cpu.push(cpu)
    }
  }
  return laps.map(({ contender, ms, cpu }) => ({ contender, ms, cpu: medians(cpu) }))
}

async function once(
  contender: Contender,
  right: { readonly events: number; readonly sets: Sets },
): Promise<{ ms: number; cpu: Record<string, number> }> {
  await contender.reset()
  const [others, own, start] = [contender.cpu(), process.cpuUsage(), performance.now()]
  const resolved = await contender.run()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(own)
  const cpu: Record<string, number> = { this: user + system }
  for (const [name, micros] of Object.entries(contender.cpu())) cpu[name] = micros - (others[name] ?? 0)
  if (resolved !== right.events)
    throw new Error(`${contender.name} resolved ${resolved} events of ${right.events}`)
  checkSame(contender.name, await contender.sets(), right.sets)
  return { ms, cpu }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y)
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2
  )
}

function medians(rounds: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(rounds[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((cpu) => cpu[name] ?? 0))]))
}
