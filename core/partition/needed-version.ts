import { Wire } from '../event/wire.js'

// Tags of proto/waymark.proto.
const RECORD_LINK = 18
const LINK_VERSION = 34
const RECORD_ACTIVATE = 34
const ACTIVATE_VERSION = 10

/**
 * The version of the definitions that must be at hand before a record is applied: what it does must not
 * depend on who has heard of a version how soon. Undefined for all records but those that bring a version
 * into force, or profiles that lived under one. What is malformed needs none: it becomes a dead letter.
 */
export function neededVersion(bytes: Uint8Array): string | undefined {
  const kind = bytes[0]
  if (kind !== RECORD_ACTIVATE && kind !== RECORD_LINK) return undefined
  const wanted = kind === RECORD_ACTIVATE ? ACTIVATE_VERSION : LINK_VERSION
  try {
    const wire = new Wire(bytes)
    wire.at = 1
    const end = wire.fieldEnd(bytes.length)
    while (wire.at < end) {
      const tag = wire.varint(end)
      if (tag === wanted) {
        const to = wire.fieldEnd(end)
        return wire.text(wire.at, to)
      }
      wire.skip(tag & 7, end)
    }
    return undefined
  } catch {
    return undefined
  }
}
