import { z } from 'zod'

const ownedSchema = z.object({
  partition: z.int(),
  /** Sequence of the claim; 0 while there is none yet. */
  epoch: z.int(),
  /** Restored, and reading its log. */
  open: z.boolean(),
  /** How much of its state is restored. */
  restoredPercent: z.number().default(0),
  /** Records stored but not applied. */
  lag: z.number(),
  /** Records of its log that were deleted before they were applied. */
  missing: z.number().default(0),
  /** Version of the definitions in force; '' while it is not known. */
  definitions: z.string().default(''),
  /** Version whose windows lack some of the past of its log; '': none. */
  backfillFailed: z.string().default(''),
  /** How long ago its state was last known to be durable; null before that. */
  checkpointAgeMs: z.number().nullable(),
})

const heartbeatSchema = z.object({
  worker: z.string(),
  /** Machine. One whose workers come and go must prove itself for longer each time. */
  host: z.string(),
  roles: z.array(z.string()),
  startedAt: z.string(),
  version: z.string(),
  /** Counts all that this worker has said: what is lower is old. */
  number: z.int(),
  /** Heartbeats since it came, or came back. */
  beat: z.int(),
  /** How often it was away for so long that others had to take it for dead. */
  returns: z.int(),
  /** When this much time goes by without a heartbeat, it is dead. */
  expiryMs: z.number(),
  /** It is about to end: it must get nothing more. */
  leaving: z.boolean(),
  owned: z.array(ownedSchema),
  /** Partitions that are its to own, and why it cannot. */
  refused: z.array(z.object({ partition: z.int(), reason: z.string() })),
})

/** What a worker says of itself, again and again. */
export type Heartbeat = z.output<typeof heartbeatSchema>
export type OwnedEntry = z.output<typeof ownedSchema>

export function encodeHeartbeat(heartbeat: Heartbeat): Uint8Array {
  return Buffer.from(JSON.stringify(heartbeat))
}

/** Null for what is none, or is none that this version understands. */
export function decodeHeartbeat(bytes: Uint8Array): Heartbeat | null {
  try {
    return heartbeatSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
