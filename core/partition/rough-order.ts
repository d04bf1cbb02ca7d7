/** Items of one bucket, about. */
const BUCKET = 256

/**
 * Items roughly by a number of theirs: in buckets, each of which comes behind all that are lower. It costs
 * far less than to sort them, and to whoever writes pages of neighbours it is as good.
 */
export function* inRoughOrder<Item>(
  items: readonly Item[],
  numberOf: (item: Item) => number,
): Generator<Item> {
  const numbers = Float64Array.from(items, numberOf)
  // Numbers alone are sorted without calls of any function of ours.
  const sorted = numbers.toSorted()
  const pivots = sorted.filter((_, i) => i % BUCKET === BUCKET - 1)
  const buckets = Array.from({ length: pivots.length + 1 }, (): Item[] => [])
  for (const [i, item] of items.entries()) buckets[placeIn(pivots, numbers[i] as number)]?.push(item)
  for (const bucket of buckets) yield* bucket
}

/** How many of the pivots are lower. */
function placeIn(pivots: Float64Array, number: number): number {
  let low = 0
  let high = pivots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pivots[middle] as number) < number) low = middle + 1
    else high = middle
  }
  return low
}
