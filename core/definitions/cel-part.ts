import type { Expression } from './cel.js'
import type { Decision } from './cel-decision.js'
import type { Operand } from './cel-functions.js'
import type { Type } from './cel-types.js'
import { isContainer } from './cel-values.js'

/** A compiled part, and what is needed to share it. */
export interface Part extends Operand {
  /** All of its meaning, as a text. */
  readonly key: string
  /** Looks at nothing but the event. */
  readonly ofEvent: boolean
  /** What is asked, when the part is a condition: then it can be laid out together with others. */
  readonly decision?: Decision
}

export function constant(value: unknown, type: Type): Part {
  return {
    run: () => value,
    type,
    constant: { value },
    key: JSON.stringify([type.kind, value]),
    ofEvent: true,
  }
}

/** Of what is made of parts: all of its meaning, and whether it looks at nothing but the event. */
export function whole(name: string, parts: readonly Part[]): { key: string; ofEvent: boolean } {
  return {
    key: `${name}(${parts.map(({ key }) => key).join()})`,
    ofEvent: parts.every(({ ofEvent }) => ofEvent),
  }
}

/** Anything can be asked whether it is true. */
export function decisionOf({ run, source, decision }: Pick<Part, 'run' | 'source' | 'decision'>): Decision {
  return decision ?? { kind: 'term', run, source, test: { kind: 'true' } }
}

export type Loop = Readonly<Record<'range' | 'init' | 'condition' | 'step' | 'result', Part>> & {
  readonly iterDepth: number
  readonly accuDepth: number
}

/** A macro: goes over the items of a list, or the keys of a map, until its condition is false. */
export function loop(parts: Loop, budget: { turns: number }): Expression {
  const { iterDepth, accuDepth } = parts
  const [range, init, condition] = [parts.range.run, parts.init.run, parts.condition.run]
  const [step, result] = [parts.step.run, parts.result.run]
  return (scope) => {
    const over = range(scope)
    if (!isContainer(over)) return undefined
    const { locals } = scope
    locals[accuDepth] = init(scope)
    for (const item of Array.isArray(over) ? over : Object.keys(over)) {
      locals[iterDepth] = item
      if (--budget.turns < 0) return undefined
      if (condition(scope) === false) break
      locals[accuDepth] = step(scope)
    }
    return result(scope)
  }
}
