const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
}

/**
 * Reads `90d`, `1h30m`, `14 d`: milliseconds. A year is 365 days; calendar windows are another matter.
 * Null when it is no duration.
 */
export function parseDuration(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhdwy])\s*/g)]
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text.trim()) return null
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit as string] as number),
    0,
  )
}

/** The shortest exact writing of a duration: `1h 30m`. */
export function formatDuration(ms: number): string {
  let rest = ms
  const parts: string[] = []
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = UNIT_MS[unit] as number
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}${unit}`)
    rest -= count * size
  }
  if (rest > 0 || parts.length === 0) parts.push(`${rest}ms`)
  return parts.join(' ')
}
