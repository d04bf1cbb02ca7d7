/**
 * Reading protobuf's wire format in place (https://protobuf.dev/programming-guides/encoding/), without
 * making objects. All reads are bounded by `end`; what does not fit throws `MalformedError`.
 */
export class MalformedError extends Error {
  constructor(what: string, at: number) {
    super(`${what} at byte ${at}`)
    this.name = 'MalformedError'
  }
}

const BATCH = 64
/** Doubles on their way into an array of their own. */
const batch = Array.from({ length: BATCH }, () => Number.NaN)

export class Wire {
  readonly bytes: Uint8Array
  readonly #buffer: Buffer
  readonly #view: DataView
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.#buffer = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** An unsigned varint of at most 32 bits; longer ones keep their low 32 bits, as protobuf's readers do. */
  varint(end: number): number {
    const bytes = this.bytes
    let at = this.at
    if (at >= end) throw new MalformedError('truncated number', at)
    let byte = bytes[at++] as number
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      if (at >= end || shift > 63) throw new MalformedError('truncated number', at)
      byte = bytes[at++] as number
      if (shift < 32) value |= (byte & 0x7f) << shift
    }
    this.at = at
    return value >>> 0
  }

  /** Length of a length-delimited field, checked against `end`: returns where the field ends. */
  fieldEnd(end: number): number {
    const length = this.varint(end)
    if (length > end - this.at) throw new MalformedError('field longer than its message', this.at)
    return this.at + length
  }

  double(end: number): number {
    if (end - this.at < 8) throw new MalformedError('truncated double', this.at)
    const value = this.#view.getFloat64(this.at, true)
    this.at += 8
    return value
  }

  /** All doubles up to `end`, in an array without room to spare: one that is pushed to has it. */
  doubles(end: number): number[] {
    const count = (end - this.at) >>> 3
    if (count === 1) return [this.double(end)]
    if (count > BATCH) return Array.from({ length: count }, () => this.double(end))
    for (let i = 0; i < count; i++) batch[i] = this.double(end)
    return batch.slice(0, count)
  }

  text(start: number, end: number): string {
    return this.#buffer.toString('utf8', start, end)
  }

  /** The bytes of `[start, end)`, one character for each. */
  binary(start: number, end: number): string {
    return this.#buffer.toString('latin1', start, end)
  }

  /** Passes over the field whose tag was just read. */
  skip(wireType: number, end: number): void {
    switch (wireType) {
      case 0:
        this.varint(end)
        return
      case 1:
        this.#advance(8, end)
        return
      case 2:
        this.at = this.fieldEnd(end)
        return
      case 5:
        this.#advance(4, end)
        return
      default:
        throw new MalformedError(`wire type ${wireType}`, this.at)
    }
  }

  #advance(by: number, end: number): void {
    if (end - this.at < by) throw new MalformedError('truncated field', this.at)
    this.at += by
  }
}
