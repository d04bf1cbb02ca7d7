import type { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import type { Properties, Value } from './event.js'

/** An event that began a journey lies deeper in what the journey keeps of it. */
const ENTRY_DEPTH = 4

/** The value of a message that was decoded as a whole; undefined when there is none, or it lies too deep. */
export function standaloneOf(
  message: waymark.StandaloneValue.$Properties | null | undefined,
): Value | undefined {
  return message?.value ? readValue(message.value, message.strings ?? [], 0) : undefined
}

/** As `decodeValue` reads it from the wire. */
function readValue(
  value: waymark.Value.$Properties,
  strings: readonly string[],
  depth: number,
): Value | undefined {
  if (depth > LIMITS.propertyDepthMax + ENTRY_DEPTH) return undefined
  const { number, text, flag, term, list, fields } = value
  if (has(value, 'number')) return number as number
  if (has(value, 'text')) return text as string
  if (has(value, 'flag')) return flag as boolean
  if (has(value, 'term')) return strings[term as number]
  if (list) {
    const items = (list.values ?? []).map((item) => readValue(item, strings, depth + 1))
    return items.filter((item) => item !== undefined)
  }
  if (fields) return fieldsOf(fields.properties ?? [], strings, depth)
  return has(value, 'null') ? null : undefined
}

function fieldsOf(
  properties: readonly waymark.Property.$Properties[],
  strings: readonly string[],
  depth: number,
): Properties {
  const fields: Record<string, Value> = Object.create(null)
  for (const { key, value } of properties) {
    const name = strings[key ?? 0]
    const read = value ? readValue(value, strings, depth + 1) : undefined
    if (name !== undefined && read !== undefined) fields[name] = read
  }
  return fields
}

/** Fields that are not there stand on the prototype, with their defaults. */
function has(value: waymark.Value.$Properties, field: keyof waymark.Value.$Properties): boolean {
  return Object.hasOwn(value, field)
}
