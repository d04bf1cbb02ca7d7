const BYTES_MIN = 4_096
/** Longer texts are left to the engine's own encoder. */
const SHORT_TEXT = 40
/** Most that a number takes. */
const VARINT_BYTES = 5
/** Lengths below take one byte. */
const SHORT = 0x80

/**
 * Writing protobuf's wire format (https://protobuf.dev/programming-guides/encoding/) into one buffer that is
 * used again and again, without making messages first. What has the value that a reader takes for granted
 * is left out, as by the generated encoders; `tag` is the number of a field with its wire type.
 */
export class WireWriter {
  #bytes = Buffer.alloc(BYTES_MIN)
  #view = viewOf(this.#bytes)
  #at = 0

  /** Begins anew, behind so many bytes that are left to the caller of `take`. */
  begin(head = 0): void {
    this.#at = head
  }

  /** A copy of what was written. */
  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.#at)
    this.#bytes.copy(taken, 0, 0, this.#at)
    return taken
  }

  /** What was written, until it begins anew. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  double(tag: number, value: number): void {
    if (!Object.is(value, 0)) this.doubleAlways(tag, value)
  }

  doubleAlways(tag: number, value: number): void {
    this.#reserve(VARINT_BYTES + 8)
    this.#varint(tag)
    this.#view.setFloat64(this.#at, value, true)
    this.#at += 8
  }

  doubles(tag: number, values: readonly number[]): void {
    if (values.length === 0) return
    this.#reserve(2 * VARINT_BYTES + values.length * 8)
    this.#varint(tag)
    this.#varint(values.length * 8)
    for (let i = 0; i < values.length; i++) {
      this.#view.setFloat64(this.#at, values[i] as number, true)
      this.#at += 8
    }
  }

  uint32(tag: number, value: number): void {
    if (value !== 0) this.uint32Always(tag, value)
  }

  uint32Always(tag: number, value: number): void {
    this.#reserve(2 * VARINT_BYTES)
    this.#varint(tag)
    this.#varint(value)
  }

  uint32s(tag: number, values: readonly number[]): void {
    if (values.length === 0) return
    const start = this.open(tag)
    this.#reserve(values.length * VARINT_BYTES)
    for (let i = 0; i < values.length; i++) this.#varint(values[i] as number)
    this.close(start)
  }

  flag(tag: number, value: boolean): void {
    if (value) this.uint32Always(tag, 1)
  }

  text(tag: number, text: string): void {
    if (text !== '') this.textAlways(tag, text)
  }

  textAlways(tag: number, text: string): void {
    const { length } = text
    this.#reserve(2 * VARINT_BYTES + length * 3)
    this.#varint(tag)
    if (length <= SHORT_TEXT && this.#ascii(text)) return
    this.#varint(Buffer.byteLength(text))
    this.#at += this.#bytes.write(text, this.#at, 'utf8')
  }

  bytes(tag: number, bytes: Uint8Array): void {
    this.#reserve(2 * VARINT_BYTES + bytes.length)
    this.#varint(tag)
    this.#varint(bytes.length)
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** Bytes that stand in a text, one character for each. */
  binary(tag: number, text: string): void {
    this.#reserve(2 * VARINT_BYTES + text.length)
    this.#varint(tag)
    this.#varint(text.length)
    this.#at += this.#bytes.write(text, this.#at, 'latin1')
  }

  /** Begins a message inside of the one at hand; returns what `close` wants. */
  open(tag: number): number {
    this.#reserve(2 * VARINT_BYTES)
    this.#varint(tag)
    this.#at++
    return this.#at
  }

  /** What was written since is all of that message. */
  close(start: number): void {
    const length = this.#at - start
    if (length < SHORT) {
      this.#bytes[start - 1] = length
      return
    }
    // The length takes more room than was left for it.
    this.#reserve(VARINT_BYTES)
    this.#at = start - 1
    const more = varintBytes(length) - 1
    this.#bytes.copyWithin(start + more, start, start + length)
    this.#varint(length)
    this.#at += length
  }

  /** A short text of one byte a letter, behind its tag; false when it is none. */
  #ascii(text: string): boolean {
    const bytes = this.#bytes
    const at = this.#at + 1
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code >= SHORT) return false
      bytes[at + i] = code
    }
    bytes[this.#at] = text.length
    this.#at = at + text.length
    return true
  }

  #varint(value: number): void {
    let rest = value >>> 0
    while (rest >= SHORT) {
      this.#bytes[this.#at++] = (rest & 0x7f) | SHORT
      rest >>>= 7
    }
    this.#bytes[this.#at++] = rest
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return
    const grown = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#at + more))
    this.#bytes.copy(grown, 0, 0, this.#at)
    this.#bytes = grown
    this.#view = viewOf(grown)
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function varintBytes(value: number): number {
  let bytes = 1
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes++
  return bytes
}
