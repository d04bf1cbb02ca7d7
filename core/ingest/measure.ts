import { LIMITS } from '../base/limits.js'
import { isFields } from './fields.js'
import { type Rejection, rejection, within } from './rejection.js'

/** An event is one level above its properties. */
const DEPTH_MAX = LIMITS.propertyDepthMax + 1
/** Size of a number, a flag, a bracket: about what it takes on the wire. */
const NODE_SIZE = 12
/** The most bytes of JSON that one unit of size can take: a control character, escaped. */
const BYTES_PER_SIZE = 6

/**
 * Walks what was parsed: weighs it, bounds it, and takes out keys named `__proto__`, which have no honest
 * use and would do harm wherever keys are copied by assignment. (`constructor` and `prototype` are data.)
 */
export class Measure {
  /** Of all that was visited: characters of keys and texts, and a fixed weight for everything else. */
  size = 0

  /** One event: all of it is bounded. The size is counted from 0. */
  event(fields: unknown): Rejection | undefined {
    this.size = 0
    const fault = this.#visit(fields, DEPTH_MAX)
    if (fault !== undefined) return fault
    if (this.size * BYTES_PER_SIZE <= LIMITS.eventBytesMax) return undefined
    const bytes = Buffer.byteLength(JSON.stringify(fields))
    if (bytes <= LIMITS.eventBytesMax) return undefined
    return rejection(
      'too_large',
      '',
      `the event has ${bytes} bytes, at most ${LIMITS.eventBytesMax} are taken`,
    )
  }

  #visit(node: unknown, depth: number): Rejection | undefined {
    if (typeof node === 'string') {
      this.size += node.length + 4
      return undefined
    }
    this.size += NODE_SIZE
    if (typeof node === 'number')
      return Number.isFinite(node) ? undefined : rejection('field', '', 'the number is out of range')
    if (typeof node !== 'object' || node === null) return undefined
    if (depth === 0) return rejection('too_deep', '', `nested deeper than ${LIMITS.propertyDepthMax} levels`)
    return Array.isArray(node) ? this.#visitList(node, depth - 1) : this.#visitFields(node, depth - 1)
  }

  #visitList(list: readonly unknown[], depth: number): Rejection | undefined {
    for (let i = 0; i < list.length; i++) {
      const fault = this.#visit(list[i], depth)
      if (fault !== undefined) return within(String(i), fault)
    }
    return undefined
  }

  #visitFields(node: object, depth: number): Rejection | undefined {
    const fields = node as Record<string, unknown>
    let count = 0
    for (const key in fields) {
      if (key === '__proto__') {
        delete fields[key]
        continue
      }
      if (++count > LIMITS.propertyCountMax)
        return rejection('too_many', '', `more than ${LIMITS.propertyCountMax} keys`)
      this.size += key.length + 4
      const fault = this.#visit(fields[key], depth)
      if (fault !== undefined) return within(key, fault)
    }
    return undefined
  }
}

/** The context of a batch stands in each of its events, so it is held to the limits of one. */
export function measureContext(context: unknown): { size: number } | Rejection {
  if (context === undefined || context === null) return { size: 0 }
  if (!isFields(context)) return rejection('field', 'context', 'not an object')
  const measure = new Measure()
  const fault = measure.event({ context })
  return fault ?? { size: measure.size }
}
