import { type Entry, type Timeline, written } from './timeline.js'

/** Who must have been handed over before this can happen. */
export function newcomer(entry: Entry): string | null {
  if (entry.kind === 'merged') return written(entry.loser)
  return entry.kind === 'returned' ? back(written(entry.root)) : null
}

/** One profile may be handed over twice, when the first one comes back. */
export function back(node: string): string {
  return `${node}, back`
}

/** Those who are handed over and come back. */
export function returning(timeline: Timeline): Set<Entry> {
  const found = new Set<Entry>()
  for (const steps of timeline) {
    const last = new Map<string, Entry>()
    for (const entry of steps.flatMap(({ entries }) => entries)) {
      const node = written(entry.root)
      if (entry.kind === 'retired') last.set(node, entry)
      const retired = last.get(node)
      if (entry.kind === 'returned' && retired !== undefined) found.add(retired)
    }
  }
  return found
}
