import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'

/** One message to another partition as it stands on the wire. */
export type WireMessage = waymark.Message.$Properties

/**
 * Encodes what a step says to one partition: one record, or several when it is more than a message may
 * hold. `next` gives the number of each.
 */
export function encodeLink(
  from: number,
  messages: readonly WireMessage[],
  next: () => number,
): { n: number; bytes: Uint8Array }[] {
  if (messages.length === 0) return []
  const n = next()
  const bytes = waymark.Record.encode({ link: { from, n, messages: [...messages] } }).finish()
  if (bytes.length <= LIMITS.messageBytesMax || messages.length === 1) return [{ n, bytes }]
  let number = n
  return [...parts(messages)].map((part, i) => {
    if (i > 0) number = next()
    return { n: number, bytes: waymark.Record.encode({ link: { from, n: number, messages: part } }).finish() }
  })
}

function* parts(messages: readonly WireMessage[]): Generator<WireMessage[]> {
  let part: WireMessage[] = []
  let size = 0
  for (const message of messages) {
    const bytes = waymark.Message.encode(message).finish().length + 8
    if (part.length > 0 && size + bytes > LIMITS.messageBytesMax - 64) {
      yield part
      part = []
      size = 0
    }
    part.push(message)
    size += bytes
  }
  if (part.length > 0) yield part
}
