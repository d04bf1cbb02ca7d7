import type { parse } from '@bufbuild/cel'

/** What the parser gives. */
export type Expr = NonNullable<ReturnType<typeof parse>['expr']>

export type Constant = { case: string | undefined; value?: unknown } | undefined

export interface Call {
  readonly function: string
  readonly target?: Expr | undefined
  readonly args: readonly Expr[]
}

export interface Struct {
  readonly messageName: string
  readonly entries: readonly {
    readonly keyKind: { readonly case: string | undefined; readonly value?: unknown }
    readonly value?: Expr | undefined
  }[]
}

export interface Comprehension {
  readonly iterVar: string
  readonly iterVar2: string
  readonly accuVar: string
  readonly iterRange?: Expr | undefined
  readonly accuInit?: Expr | undefined
  readonly loopCondition?: Expr | undefined
  readonly loopStep?: Expr | undefined
  readonly result?: Expr | undefined
}

/** The terms of a row of `&&` or `||`, from left to right. */
export function termsOf(expr: Expr | undefined, name: string): (Expr | undefined)[] {
  const kind = expr?.exprKind
  if (kind?.case !== 'callExpr' || kind.value.function !== name) return [expr]
  return kind.value.args.flatMap((arg) => termsOf(arg, name))
}

export function constantText(expr: Expr): string | undefined {
  const kind = expr.exprKind.case === 'constExpr' ? expr.exprKind.value.constantKind : undefined
  return kind?.case === 'stringValue' ? kind.value : undefined
}
