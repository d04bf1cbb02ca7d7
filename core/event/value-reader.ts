import { LIMITS } from '../base/limits.js'
import type { Properties, Value } from './event.js'
import { MalformedError, type Wire } from './wire.js'

/** An event that began a journey lies deeper in what the journey keeps of it. */
const ENTRY_DEPTH = 4

/** A value of the wire; undefined when it is malformed or nested too deeply. */
export function decodeValue(
  wire: Wire,
  strings: readonly string[],
  start: number,
  end: number,
): Value | undefined {
  try {
    return readValue(wire, strings, start, end, 0)
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

function readValue(
  wire: Wire,
  strings: readonly string[],
  start: number,
  end: number,
  depth: number,
): Value | undefined {
  if (depth > LIMITS.propertyDepthMax + ENTRY_DEPTH) return undefined
  let value: Value | undefined
  wire.at = start
  while (wire.at < end) {
    const tag = wire.varint(end)
    switch (tag) {
      case 9:
        value = wire.double(end)
        break
      case 18: {
        const to = wire.fieldEnd(end)
        value = wire.text(wire.at, to)
        wire.at = to
        break
      }
      case 24:
        value = wire.varint(end) !== 0
        break
      case 32:
        value = strings[wire.varint(end)]
        break
      case 42: {
        const to = wire.fieldEnd(end)
        value = readList(wire, strings, to, depth)
        wire.at = to
        break
      }
      case 50: {
        const to = wire.fieldEnd(end)
        value = readFields(wire, strings, to, depth)
        wire.at = to
        break
      }
      case 56:
        wire.varint(end)
        value = null
        break
      default:
        wire.skip(tag & 7, end)
    }
  }
  return value
}

function readList(wire: Wire, strings: readonly string[], end: number, depth: number): Value[] {
  const values: Value[] = []
  while (wire.at < end) {
    const tag = wire.varint(end)
    if (tag !== 10) {
      wire.skip(tag & 7, end)
      continue
    }
    const to = wire.fieldEnd(end)
    const value = readValue(wire, strings, wire.at, to, depth + 1)
    if (value !== undefined) values.push(value)
    wire.at = to
  }
  return values
}

function readFields(wire: Wire, strings: readonly string[], end: number, depth: number): Properties {
  const fields: Record<string, Value> = Object.create(null)
  while (wire.at < end) {
    const tag = wire.varint(end)
    if (tag !== 10) {
      wire.skip(tag & 7, end)
      continue
    }
    const to = wire.fieldEnd(end)
    let key = 0
    let value: Value | undefined
    while (wire.at < to) {
      const inner = wire.varint(to)
      if (inner === 8) key = wire.varint(to)
      else if (inner === 18) {
        const valueEnd = wire.fieldEnd(to)
        value = readValue(wire, strings, wire.at, valueEnd, depth + 1)
        wire.at = valueEnd
      } else wire.skip(inner & 7, to)
    }
    const name = strings[key]
    if (name !== undefined && value !== undefined) fields[name] = value
    wire.at = to
  }
  return fields
}
