import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'

/** One message to another partition as it stands on the wire. */
export type WireMessage = waymark.Message.$Properties

/** Room in a record for what stands around its messages. */
const FRAME_BYTES = 64

/**
 * Encodes what a step says to one partition: one record, or several when it is more than a record may hold.
 * `next` gives the number of each. Profiles travel with journeys of versions up to the sender's: so what
 * hands one over says which `version` of the definitions must be at hand.
 */
export function encodeLink(
  from: number,
  messages: readonly WireMessage[],
  version: string,
  next: () => number,
): { n: number; bytes: Uint8Array }[] {
  const needs = messages.some(({ handoff }) => handoff !== undefined) ? { version } : {}
  const record = (n: number, part: readonly WireMessage[]): { n: number; bytes: Uint8Array } => ({
    n,
    bytes: waymark.Record.encode({ link: { from, n, messages: [...part], ...needs } }).finish(),
  })
  const n = next()
  const whole = record(n, messages)
  if (whole.bytes.length <= LIMITS.messageBytesMax) return [whole]
  // Hardly ever: only then is it worth the while to weigh each message.
  return [...parts(messages)].map((part, i) => record(i === 0 ? n : next(), part))
}

/** Messages in as many parts as records are needed; a message that fits in none goes in fragments. */
function* parts(messages: readonly WireMessage[]): Generator<WireMessage[]> {
  const roomBytes = LIMITS.messageBytesMax - FRAME_BYTES
  let part: WireMessage[] = []
  let size = 0
  for (const message of messages) {
    for (const { piece, bytes } of pieces(message, roomBytes - FRAME_BYTES)) {
      if (part.length > 0 && size + bytes > roomBytes) {
        yield part
        part = []
        size = 0
      }
      part.push(piece)
      size += bytes
    }
  }
  if (part.length > 0) yield part
}

function* pieces(message: WireMessage, bytesMax: number): Generator<{ piece: WireMessage; bytes: number }> {
  const encoded = waymark.Message.encode(message).finish()
  if (encoded.length <= bytesMax) {
    yield { piece: message, bytes: encoded.length + FRAME_BYTES }
    return
  }
  for (let from = 0; from < encoded.length; from += bytesMax) {
    const bytes = encoded.slice(from, from + bytesMax)
    const last = from + bytesMax >= encoded.length
    yield { piece: { fragment: { bytes, last } }, bytes: bytes.length + FRAME_BYTES }
  }
}

/** Puts together the fragments that come from each partition: part of the state. */
export class Fragments {
  readonly #open = new Map<number, Uint8Array[]>()

  restore(from: number, parts: Uint8Array[]): void {
    this.#open.set(from, parts)
  }

  /** What is not complete yet, by partition. */
  *entries(): Generator<{ from: number; parts: Uint8Array[] }> {
    for (const [from, parts] of this.#open) yield { from, parts }
  }

  /** The message that is complete with this one; null while fragments are missing. */
  complete(from: number, message: WireMessage): WireMessage | null {
    const { fragment } = message
    if (fragment === null || fragment === undefined) return message
    const before = this.#open.get(from) ?? []
    before.push(fragment.bytes ?? new Uint8Array())
    const length = before.reduce((sum, bytes) => sum + bytes.length, 0)
    if (!fragment.last) {
      // Of one that is too large only the size is kept, until its end has come.
      this.#open.set(from, length > LIMITS.fragmentedBytesMax ? [new Uint8Array(0)] : before)
      if (length > LIMITS.fragmentedBytesMax) throw new Error(`a message of more than ${length} bytes`)
      return null
    }
    this.#open.delete(from)
    const whole = new Uint8Array(length)
    let at = 0
    for (const bytes of before) {
      whole.set(bytes, at)
      at += bytes.length
    }
    return waymark.Message.decode(whole)
  }
}
