import type { Expression } from './cel.js'

/** An expression of a definition, and how often it had no value. */
export interface Failure {
  /** Kind and name: `segment big-spender`. */
  readonly definition: string
  /** `file:line:column`. */
  readonly place: string
  readonly text: string
  count: number
}

/**
 * Counts how often an expression had no value: a property was missing or of another type. The expression
 * counts as false then; here an author finds out. Touches nothing that a step depends on.
 */
export class Failures {
  readonly #watched: Failure[] = []
  #counts = false

  /** The expression, watched. */
  watch(definition: string, place: string, text: string, evaluate: Expression): Expression {
    const failure: Failure = { definition, place, text, count: 0 }
    this.#watched.push(failure)
    return (scope) => {
      const value = evaluate(scope)
      if (value === undefined) {
        failure.count++
        this.#counts = true
      }
      return value
    }
  }

  /** What has failed since the last call. */
  take(): Failure[] {
    if (!this.#counts) return []
    this.#counts = false
    const failed = this.#watched.filter(({ count }) => count > 0)
    const taken = failed.map((failure) => ({ ...failure }))
    for (const failure of failed) failure.count = 0
    return taken
  }
}
