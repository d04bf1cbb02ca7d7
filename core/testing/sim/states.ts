/**
 * Rare states that a long run must have been in ("sometimes assertions", after Antithesis): a simulation that
 * never gets there proves nothing about them.
 */
const STATES: readonly string[] = [
  ...['crash', 'two owners at once', 'pause', 'hand-over', 'read ahead', 'stream full', 'leader changed'],
  ...[
    'broker time went back',
    'down beyond the duplicate window',
    'healed without a restart',
    'client sent to another producer',
  ],
  ...['publish lost', 'publish refused', 'stored, answer lost', 'stored after giving up'],
  ...[
    'stored after the crash',
    'stored again behind the duplicate window',
    'delivered twice by the network',
    'copy dropped by its id',
  ],
  ...['link twice', 'link behind a gap', 'event twice'],
  ...['restored', 'append refused by the fence', 'lost: PARTITION_LOST', 'log trimmed behind a commit'],
  ...['all ownership expired', 'claimed by an old view'],
  ...['message: claim', 'message: reply', 'message: yield', 'message: settle', 'message: handoff'],
  ...['message: forward', 'message: shortcut', 'message: flush', 'message: flushed'],
  ...['refused: known-into-known', 'merged with events on both sides', 'merged with runs'],
  ...['due while handed over', 'flip: event', 'flip: time', 'flip: merged'],
  ...['entered by an event', 'entered by a flip', 'delivery'],
  ...['definitions changed', 'renewed: time', 'renewed: look', 'renewed: sweep', 'two versions behind'],
  ...['exited: completed', 'exited: event', 'exited: stopped', 'exited: merged'],
]

/** Seeds from which on every state must have been reached. */
export const STATES_SEEDS_MIN = 200

/** What was reached, a line for each few, and what was not. */
export function statesReached(counts: ReadonlyMap<string, number>): { reached: string; missed: string[] } {
  const names = [...new Set([...STATES, ...counts.keys()])].sort()
  const reached = names
    .filter((name) => counts.has(name))
    .map((name) => `  ${String(counts.get(name)).padStart(9)}  ${name}`)
  return { reached: reached.join('\n'), missed: STATES.filter((name) => !counts.has(name)) }
}
