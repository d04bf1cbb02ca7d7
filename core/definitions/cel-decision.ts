import type { Expression, Scope } from './cel.js'
import type { Shapes } from './cel-code.js'
import type { Source } from './cel-compare.js'
import { contains } from './cel-values.js'

/** What is asked of one value: neither true nor false when there is none, or none of that kind. */
export type Test =
  | { readonly kind: 'same'; readonly as: string | number | boolean | null; readonly wanted: boolean }
  /** A number from `low` to `high`, both among them. */
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'one of'; readonly all: ReadonlySet<unknown> }
  /** A list or a map that has the text. */
  | { readonly kind: 'has'; readonly text: string }
  | { readonly kind: 'true' }
  /** Of a property: that it is there. */
  | { readonly kind: 'there' }

/** One thing asked of one value. */
export interface Term {
  readonly kind: 'term'
  readonly run: Expression
  /** When the value is nothing but a property: then it is read without a call in between. */
  readonly source: Source | undefined
  readonly test: Test
}

/** A condition: one thing asked of one value, or made of other conditions. */
export type Decision =
  | Term
  | { readonly kind: 'not'; readonly of: Decision }
  /** `&&` when `decides` is false, `||` when it is true: one part that decides is enough. */
  | { readonly kind: 'junction'; readonly decides: boolean; readonly parts: readonly Decision[] }
  /** What other expressions may ask as well: then `run` gives what has been found out. */
  | { readonly kind: 'shared'; readonly run: Expression; readonly of: Decision; isAskedAgain(): boolean }

/** Compiled when it is first asked: by then it is known what other expressions ask as well. */
export function decided(decision: Decision, shapes: Shapes): Expression {
  let run: Expression | null = null
  return (scope) => {
    run ??= runner(decision, shapes)
    return run(scope)
  }
}

function runner(decision: Decision, shapes: Shapes): Expression {
  const plain: Expression = (scope) => decide(decision, scope)
  return shapes.codeOf(decision, plain) ?? plain
}

/** What a condition comes to without code of its own. */
function decide(decision: Decision, scope: Scope): boolean | undefined {
  switch (decision.kind) {
    case 'term':
      return answer(decision, scope)
    case 'not': {
      const value = decide(decision.of, scope)
      return value === undefined ? undefined : !value
    }
    case 'shared': {
      const value = decision.run(scope)
      return typeof value === 'boolean' ? value : undefined
    }
    case 'junction': {
      let isCertain = true
      for (const part of decision.parts) {
        const value = decide(part, scope)
        if (value === decision.decides) return value
        if (value === undefined) isCertain = false
      }
      return isCertain ? !decision.decides : undefined
    }
  }
}

function answer({ run, source, test }: Term, scope: Scope): boolean | undefined {
  const value = run(scope)
  if (test.kind === 'there') return value !== undefined || (hasOwner(source?.root, scope) ? false : undefined)
  if (value === undefined) return undefined
  switch (test.kind) {
    case 'same':
      return (value === test.as) === test.wanted
    case 'range':
      return typeof value === 'number' ? value >= test.low && value <= test.high : undefined
    case 'one of':
      return test.all.has(value)
    case 'has':
      return contains(value, test.text)
    case 'true':
      return typeof value === 'boolean' ? value : undefined
  }
}

/** Whether there is an event, or a profile, that could have the property. */
function hasOwner(root: Source['root'] | undefined, scope: Scope): boolean {
  return root === 'profile' ? scope.profile !== null : scope.event !== null
}
