import { assign } from './assignment.js'

/** What one worker knows when it decides what to do next. */
export interface Standing {
  readonly me: string
  readonly partitions: number
  /** Those who share the partitions. */
  readonly engines: readonly string[]
  readonly owners: ReadonlyMap<number, { readonly worker: string; readonly open: boolean }>
  /** Partitions that nobody can open: they hold up nobody. */
  readonly refused: ReadonlySet<number>
  /** Hand-overs under way at once, in the whole cluster. */
  readonly movesMax: number
}

/** What to do next; what is not to be yet comes with a later look. */
export interface Moves {
  /** Partitions without an owner that are this worker's to have. */
  readonly claim: readonly number[]
  /** Partitions of this worker that are another one's to have. */
  readonly release: readonly number[]
}

/** Partitions of others that will be this worker’s as it seems, in the order of coming. */
export function nextToCome({
  me,
  partitions,
  engines,
  owners,
}: Omit<Standing, 'refused' | 'movesMax'>): number[] {
  const now = new Map([...owners].map(([partition, { worker }]) => [partition, worker]))
  const coming = [...assign(partitions, engines, now)].filter(([partition, to]) => {
    const owner = now.get(partition)
    return to === me && owner !== undefined && owner !== me
  })
  return coming.map(([partition]) => partition).sort((a, b) => a - b)
}

/** One hand-over after the other, the same ones in the eyes of all: nothing is without owner for long. */
export function nextMoves(standing: Standing): Moves {
  const { me, partitions, engines, owners, refused, movesMax } = standing
  const now = new Map([...owners].map(([partition, { worker }]) => [partition, worker]))
  const target = assign(partitions, engines, now)
  const claim: number[] = []
  const moving: number[] = []
  let unsettled = 0
  for (const [partition, to] of [...target].sort(([a], [b]) => a - b)) {
    const owner = owners.get(partition)
    if (owner === undefined && to === me) claim.push(partition)
    if (owner?.open !== true) unsettled += refused.has(partition) ? 0 : 1
    else if (owner.worker !== to) moving.push(partition)
  }
  const allowed = moving.slice(0, Math.max(0, movesMax - unsettled))
  return { claim, release: allowed.filter((partition) => now.get(partition) === me) }
}
