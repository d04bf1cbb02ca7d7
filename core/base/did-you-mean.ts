/** The known name nearest to an unknown one, as a hint: ` (did you mean "x"?)` or ''. */
export function didYouMean(unknown: string, known: Iterable<string>): string {
  const name = nearest(unknown, known)
  return name === undefined ? '' : ` (did you mean "${name}"?)`
}

/** The known name nearest to an unknown one; undefined: none is near. */
export function nearest(unknown: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(unknown.length / 3)) + 1
  for (const name of known) {
    const distance = editDistance(unknown.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
