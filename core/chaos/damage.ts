import type { Random } from '../demo/random.js'
import type { Written } from './surgery.js'

/** How a state changelog may be damaged. */
export const DAMAGES = [
  'bit',
  'cut',
  'emptied',
  'swapped',
  'old copy',
  'half a checkpoint',
  'filled',
] as const
type Damage = (typeof DAMAGES)[number]

export interface DamageSources {
  /** The changelog of another partition. */
  readonly other: readonly Written[]
  /** What this one held a while ago. */
  readonly old: readonly Written[]
  /** Place of the newest commit in it, from 0. */
  readonly commit: number
  readonly random: Random
}

/** A changelog as it is after something has befallen it; undefined when there is too little to damage. */
export function damageOf(
  kind: Damage,
  changes: readonly Written[],
  { other, old, commit, random }: DamageSources,
): readonly Written[] | undefined {
  if (changes.length < 2) return undefined
  switch (kind) {
    case 'bit':
      return changes.map(({ sequence, bytes }) => ({ sequence, bytes: flipped(bytes, random) }))
    case 'cut':
      return changes.map(({ sequence, bytes }) => ({ sequence, bytes: bytes.subarray(0, bytes.length / 2) }))
    case 'emptied':
      return changes.map(({ sequence }) => ({ sequence, bytes: new Uint8Array(0) }))
    case 'swapped':
      return other.length < 2 ? undefined : other
    case 'old copy':
      return old.length === 0 ? undefined : old
    case 'half a checkpoint':
      return commit < 1 ? undefined : changes.toSpliced(commit - 1, 1)
    case 'filled':
      return changes.map(({ sequence, bytes }) => ({
        sequence,
        bytes: new Uint8Array(bytes.length).fill(255),
      }))
  }
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice()
  const at = random.between(0, copy.length - 1)
  copy[at] = (copy[at] ?? 0) ^ (1 << random.between(0, 7))
  return copy
}
