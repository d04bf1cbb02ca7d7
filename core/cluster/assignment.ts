import { hash32 } from '../base/hash.js'

/**
 * Who is to own which partition: shares differ by one at most, and as few partitions as possible change
 * hands. A pure function, so that workers who see the same agree without a word. What nobody owns goes where
 * the hash of partition and member is highest (rendezvous hashing, Thaler and Ravishankar 1998), among those
 * who have room: members who see a little less still agree about most.
 * @param members unlike each other, in any order
 * @param owners of now; one who is no member any more owns nothing
 * @returns the owner of every partition; nothing without members
 */
export function assign(
  partitions: number,
  members: readonly string[],
  owners: ReadonlyMap<number, string>,
): Map<number, string> {
  const assigned = new Map<number, string>()
  const room = quotas(partitions, members, owners)
  const free: number[] = []
  for (let partition = 0; partition < partitions; partition++) {
    const owner = owners.get(partition)
    const left = owner === undefined ? 0 : (room.get(owner) ?? 0)
    if (owner === undefined || left === 0) {
      free.push(partition)
      continue
    }
    assigned.set(partition, owner)
    room.set(owner, left - 1)
  }
  for (const partition of free) {
    const to = highest(
      partition,
      [...room.keys()].filter((member) => (room.get(member) ?? 0) > 0),
    )
    if (to === undefined) continue
    assigned.set(partition, to)
    room.set(to, (room.get(to) ?? 0) - 1)
  }
  return assigned
}

/** How many each is to have. Those who have more than their share anyway get what does not go evenly. */
function quotas(
  partitions: number,
  members: readonly string[],
  owners: ReadonlyMap<number, string>,
): Map<string, number> {
  const held = new Map(members.map((member) => [member, 0]))
  for (const [partition, owner] of owners) {
    const count = held.get(owner)
    if (count !== undefined && partition < partitions) held.set(owner, count + 1)
  }
  const share = Math.floor(partitions / Math.max(1, held.size))
  const extra = partitions - share * held.size
  const hasMore = (member: string): number => ((held.get(member) ?? 0) > share ? 0 : 1)
  const order = [...held.keys()].sort((a, b) => hasMore(a) - hasMore(b) || (a < b ? -1 : 1))
  return new Map(order.map((member, place) => [member, place < extra ? share + 1 : share]))
}

function highest(partition: number, members: readonly string[]): string | undefined {
  let best: string | undefined
  let bestWeight = -1
  for (const member of members) {
    const weight = hash32(member, partition)
    if (weight > bestWeight || (weight === bestWeight && best !== undefined && member < best)) {
      best = member
      bestWeight = weight
    }
  }
  return best
}
