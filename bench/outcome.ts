/** What one case came to. */
export interface Outcome {
  readonly name: string
  readonly eventsPerSecond: number
  /** CPU-microseconds of one event, by who took them. */
  readonly cpu: Readonly<Record<string, number>>
  readonly words: string
  /** Events a second that are wanted at least. */
  readonly target?: number
}

export function table(outcomes: readonly Outcome[]): string[] {
  const rows = outcomes.map(({ name, eventsPerSecond, cpu, words, target }) => {
    const parts = Object.entries(cpu).map(([who, micros]) => `${who} ${micros.toFixed(2)}`)
    const met = target === undefined ? '' : eventsPerSecond >= target ? 'met' : 'not met'
    const wanted = target === undefined ? '' : `${number(target)} ${met}`
    return [name, number(eventsPerSecond), wanted, parts.join(' · '), words]
  })
  const all = [['case', 'events/s', 'target', 'CPU-µs an event', ''], ...rows]
  const widths = all.reduce<number[]>((w, row) => row.map((cell, i) => Math.max(w[i] ?? 0, cell.length)), [])
  return all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
