import { LIMITS } from '../base/limits.js'
import { cut, type Entry } from './row.js'
import { roomOf, type Tally, type TallyRow } from './tally.js'

/**
 * Puts an event in its place, with the tests it has passed; of one instant the smaller id stands first.
 * Returns the place.
 */
export function tallyUp(row: TallyRow, { time, id }: Entry, passed: number): number {
  const { times, ids, bits } = row
  let at = times.length
  // Most profiles come once: a list that begins with one has room for one.
  if (at === 0) {
    row.times = [time]
    row.ids = [id]
    if (bits !== null) row.bits = [passed]
    return 0
  }
  while (at > 0 && (times[at - 1] as number) > time) at--
  while (at > 0 && times[at - 1] === time && (ids[at - 1] as string) > id) at--
  if (at === times.length) {
    times.push(time)
    ids.push(id)
    bits?.push(passed)
  } else {
    times.splice(at, 0, time)
    ids.splice(at, 0, id)
    bits?.splice(at, 0, passed)
  }
  // Where there are several tests, none of the windows keeps more than that.
  const forgotten = ids.length - LIMITS.windowIdsMax - 1
  if (bits === null && forgotten >= 0) ids[forgotten] = ''
  return at
}

/** Drops what no window needs again, when there may be enough of it. */
export function tidyTally(row: TallyRow, now: number): void {
  const { times, ids, bits, tally } = row
  if (times.length < row.room) return
  if (bits === null) {
    const test = tally.tests[0] as Tally['tests'][number]
    let over = Math.max(0, times.length - Math.max(0, test.keep))
    while (over < times.length && (times[over] as number) <= now - test.withinMs) over++
    cut(times, 0, over)
    cut(ids, 0, over)
  } else {
    let to = times.length
    const counts = new Uint8Array(tally.tests.length)
    for (let i = times.length - 1; i >= 0; i--) {
      const left = needed(tally, counts, bits[i] as number, times[i] as number, now)
      if (left === 0) continue
      to--
      times[to] = times[i] as number
      ids[to] = ids[i] as string
      bits[to] = left
    }
    cut(times, 0, to)
    cut(ids, 0, to)
    cut(bits, 0, to)
  }
  row.room = roomOf(times.length)
}

/** For which of its tests an event is among those that windows keep. */
function needed({ tests }: Tally, counts: Uint8Array, bits: number, time: number, now: number): number {
  let left = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    const place = 31 - Math.clz32(rest & -rest)
    const { keep, withinMs } = tests[place] as Tally['tests'][number]
    const count = counts[place] as number
    if (count >= keep || time <= now - withinMs) continue
    counts[place] = count + 1
    left |= rest & -rest
  }
  return left
}
