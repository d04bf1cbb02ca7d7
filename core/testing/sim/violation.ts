/** A promise that was not kept: the rule in a few words, and what was seen instead. */
export class Violation extends Error {
  readonly rule: string

  constructor(rule: string, seen: string) {
    super(`${rule}: ${seen}`)
    this.name = 'Violation'
    this.rule = rule
  }
}

/** Throws a `Violation` unless the condition holds. */
export function check(holds: boolean, rule: string, seen: () => string): void {
  if (!holds) throw new Violation(rule, seen())
}
