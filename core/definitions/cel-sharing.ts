import type { Expression, Scope } from './cel.js'
import { Shapes } from './cel-code.js'

/** A condition on events that may stand in many expressions. */
interface Shared {
  readonly evaluate: Expression
  uses: number
  scope: Scope | null
  turn: number
  value: unknown
}

/**
 * Conditions that look at nothing but the event, by what they say: where a second expression has the same
 * one, it is worked out once an event (`Scope.turn`). A number of windows or journeys often watch one event
 * for one reason.
 */
export class Sharing {
  /** Code of its conditions. */
  readonly shapes: Shapes
  readonly #conditions = new Map<string, Shared>()

  constructor(shapes: Shapes = new Shapes()) {
    this.shapes = shapes
  }

  /** The condition as it is to be called, and whether more than one has it; `key` says all of its meaning. */
  share(key: string, evaluate: Expression): { run: Expression; isAskedAgain(): boolean } {
    const shared = this.#conditions.get(key) ?? { evaluate, uses: 0, scope: null, turn: 0, value: undefined }
    this.#conditions.set(key, shared)
    shared.uses++
    return { run: caller(shared), isAskedAgain: () => shared.uses > 1 }
  }
}

function caller(shared: Shared): Expression {
  return (scope) => {
    if (shared.uses === 1 || scope.turn === 0) return shared.evaluate(scope)
    if (shared.turn === scope.turn && shared.scope === scope) return shared.value
    shared.value = shared.evaluate(scope)
    shared.turn = scope.turn
    shared.scope = scope
    return shared.value
  }
}
