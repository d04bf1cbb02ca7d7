/** What a record of the cold tier says of its entry: 20 bytes before it. */
export interface RecordHead {
  /** Hash of what the last checkpoint before it was spilled said of the node; 0: nothing yet. */
  readonly said: number
  /** Number of the checkpoint that is to write the entry; 0: none needs to. */
  readonly checkpoint: number
  /** Where that checkpoint has noted it. */
  readonly place: number
}

export const HEAD_BYTES = 20
/** Where in the head it stands when the node went out of memory. */
const WENT_AT = 16

/** A record: the head, and the node's entry as a checkpoint writes it. */
export function packRecord(head: RecordHead, entry: Uint8Array, wentAt: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + entry.length)
  bytes.set(entry, HEAD_BYTES)
  return withHead(head, bytes, wentAt)
}

/**
 * A record whose entry stands where it belongs, behind `HEAD_BYTES`.
 * @param wentAt how many nodes had gone out of memory when this one did; 0: it is not known
 */
export function withHead({ said, checkpoint, place }: RecordHead, bytes: Buffer, wentAt: number): Uint8Array {
  bytes.writeDoubleLE(said, 0)
  bytes.writeUInt32LE(checkpoint, 8)
  bytes.writeUInt32LE(place, 12)
  bytes.writeUInt32LE(wentAt, WENT_AT)
  return bytes
}

export function recordWentAt(record: Uint8Array): number {
  return new DataView(record.buffer, record.byteOffset, HEAD_BYTES).getUint32(WENT_AT, true)
}

export function recordHead(record: Uint8Array): RecordHead {
  const view = new DataView(record.buffer, record.byteOffset, HEAD_BYTES)
  return {
    said: view.getFloat64(0, true),
    checkpoint: view.getUint32(8, true),
    place: view.getUint32(12, true),
  }
}

export function recordEntry(record: Uint8Array): Uint8Array {
  return record.subarray(HEAD_BYTES)
}
