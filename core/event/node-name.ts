/**
 * An identifier that was unlinked or erased begins anew: messages that were under way for what it led to
 * before must not meet what it leads to now. So the node of an identifier has a name of its own: the value,
 * and from the second life on a mark and a number that no value can hold.
 */
const MARK = '\u0001'

/** The name of the node of a value in its n-th life, from 0. */
export function nodeName(value: string, generation: number): string {
  return generation === 0 ? value : `${value}${MARK}${generation}`
}

/** The value that a node's name stands for. */
export function bareValue(name: string): string {
  const mark = name.indexOf(MARK)
  return mark < 0 ? name : name.slice(0, mark)
}

export function generationOf(name: string): number {
  const mark = name.indexOf(MARK)
  return mark < 0 ? 0 : Number(name.slice(mark + 1))
}
