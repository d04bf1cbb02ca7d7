/**
 * Seeds that once broke a promise, with what it was: they are run for ever.
 * A seed's world changes when the simulator does; what it found is kept as a law or a case beside the code
 * too.
 */
export const BROKEN_ONCE: readonly { readonly seed: number; readonly promise: string }[] = [
  { seed: 7, promise: 'new definitions are judged in one order, restored or not' },
  { seed: 36, promise: 'the first event of a profile has the same segments judged whoever owns it' },
  { seed: 37, promise: 'a changelog that is shortened while it is read is read anew' },
  { seed: 95, promise: 'a checkpoint under way says what was cut, whatever definitions come' },
  { seed: 140, promise: 'who has lost a partition tells of no flaws' },
  { seed: 206, promise: 'a record that does no harm is not skipped because owners come and go' },
  { seed: 267, promise: 'an event under way brings no unlinked customer to somebody else' },
  { seed: 421, promise: 'a handoff between versions states what is gone' },
  { seed: 427, promise: 'who has lost a partition tells of no flaws' },
  { seed: 454, promise: 'no node is made twice when the root’s own identifier is unlinked' },
  { seed: 457, promise: 'checkpoints that came to no commit do not fill a changelog' },
  { seed: 498, promise: 'a refused alias does not ask for ever' },
  { seed: 504, promise: 'a handoff between versions states what is gone' },
  { seed: 647, promise: 'the log ends' },
  { seed: 754, promise: 'what is handed over and comes back is told from what is merged' },
  { seed: 798, promise: 'a wait that was over goes on at its own instant' },
  { seed: 839, promise: 'every fact is stated as it is' },
  { seed: 897, promise: 'a wait that was over goes on at its own instant' },
]
