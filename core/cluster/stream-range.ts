import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Broker, StoredMessage } from './broker.js'

/** A part of a stream: sequences, both in it. */
export interface StreamRange {
  readonly stream: string
  readonly from: number
  readonly to: number
}

/**
 * Reads what is left of a range. Messages may go meanwhile, one by one or from the front: also when the last
 * one is gone, the end is found within `LIMITS.rangeLookMs`.
 * @throws Error when the broker is gone, WaymarkError when the stream is
 */
export async function readRange(
  broker: Broker,
  clock: Clock,
  { stream, from, to }: StreamRange,
  take: (message: StoredMessage) => void,
): Promise<void> {
  let next = from
  for (let tries = 1; ; tries++) {
    const { firstSequence } = await broker.streamState(stream)
    next = Math.max(next, firstSequence)
    if (next > to) return
    try {
      return await readOnce(broker, clock, { stream, from: next, to }, (message) => {
        next = message.sequence + 1
        take(message)
      })
    } catch (error) {
      // A stream that drops its oldest messages did so: go on at the first that is left.
      const isTrimmed = error instanceof WaymarkError && error.code === 'LOG_TRIMMED'
      if (!isTrimmed || tries >= LIMITS.rangeTriesMax) throw error
    }
  }
}

async function readOnce(
  broker: Broker,
  clock: Clock,
  { stream, from, to }: StreamRange,
  take: (message: StoredMessage) => void,
): Promise<void> {
  let last = from - 1
  let finish: (reason?: Error) => void = () => {}
  const over = new Promise<Error | undefined>((resolve) => {
    finish = resolve
  })
  const reader = await broker.read(stream, from, async (messages) => {
    for (const message of messages) {
      if (message.sequence <= to) take(message)
      last = message.sequence
      if (message.sequence >= to) finish()
    }
  })
  void reader.ended.then(finish)
  void broker.closed.then((reason) => finish(reason ?? new Error('the broker is closed')))
  // The last message may be gone before it is read, and then nothing would tell that there is no more.
  let done = false
  let cancel = (): void => {}
  const look = async (): Promise<void> => {
    // Without an answer it looks again: the reader survives as much.
    const newest = await broker.lastMessage(stream, '>').catch(() => undefined)
    if (newest === null || (newest !== undefined && newest.sequence <= last)) finish()
    else if (!done) cancel = clock.timer(LIMITS.rangeLookMs, () => void look())
  }
  cancel = clock.timer(LIMITS.rangeLookMs, () => void look())
  const reason = await over
  done = true
  cancel()
  await reader.stop()
  if (reason !== undefined) throw reason
}
