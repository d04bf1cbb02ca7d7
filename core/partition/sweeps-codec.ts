import type { waymark } from '#proto'
import type { AdoptionState } from './adoption.js'
import type { JudgingState } from './judging.js'
import type { RoundState } from './round.js'

/** What goes over all profiles of a partition, and how far it is. */
interface Sweeps {
  readonly sweep: JudgingState | undefined
  readonly adoption: AdoptionState
}

/** As a commit says it. */
export function encodeSweeps({
  sweep,
  adoption,
}: Sweeps): Pick<waymark.Commit.$Properties, 'sweep' | 'turn' | 'adoption'> {
  const { turn, round, earlier, waiting } = adoption
  const open = earlier.map(({ anew, ...one }) => ({ ...one, anew: [...anew] }))
  return {
    sweep: sweep === undefined ? null : { segments: [...sweep.segments], round: encodeRound(sweep) },
    turn,
    adoption: round === undefined ? null : { round: encodeRound(round), earlier: open, waiting },
  }
}

export function decodeSweeps({ sweep, turn, adoption }: waymark.Commit.$Properties): Sweeps {
  return {
    sweep: sweep ? { ...decodeRound(sweep.round), segments: sweep.segments ?? [] } : undefined,
    adoption: {
      turn: turn ?? 0,
      round: adoption ? decodeRound(adoption.round) : undefined,
      earlier: (adoption?.earlier ?? []).map((one) => ({
        turn: one.turn ?? 0,
        version: one.version ?? '',
        all: one.all ?? false,
        anew: one.anew ?? [],
      })),
      waiting: adoption?.waiting ?? '',
    },
  }
}

function encodeRound({ from, last }: RoundState): waymark.Round.$Properties {
  return { from, lastMs: last }
}

function decodeRound(round: waymark.Round.$Properties | null | undefined): RoundState {
  return { from: round?.from ?? 0, last: round?.lastMs ?? 0 }
}
