import { encodeEvents } from '../event/batch.js'

/** Somebody who is not in the plan; the verifier leaves out what is said of them. */
export function isStranger(value: string): boolean {
  return !/^u\d+(-d\d+)?$/.test(value)
}

let count = 0

/** A record of one event of a stranger, as ingest would have put it into a log. */
export function strangersRecord(name: string, who: string, word = ''): Uint8Array {
  const now = Date.now()
  const identifiers = [{ type: 'user_id', value: who }]
  const at = { messageId: `stranger-${count++}`, time: now, received: now, source: 'chaos' }
  return encodeEvents([{ kind: 'track', name, ...at, identifiers, properties: { word } }])
}
