import type { Broker, StoredMessage } from '../cluster/broker.js'

/** Every message that a stream holds now from a sequence on, in its order. Returns the last sequence. */
export async function readWhole(
  broker: Broker,
  stream: string,
  onMessage: (message: StoredMessage) => void,
  from = 1,
): Promise<number> {
  const { firstSequence, lastSequence, messages } = await broker.streamState(stream)
  if (messages === 0 || lastSequence < from) return lastSequence
  let arrived = (): void => {}
  const done = new Promise<undefined>((resolve) => {
    arrived = () => resolve(undefined)
  })
  const reader = await broker.read(stream, Math.max(from, firstSequence), async (batch) => {
    for (const message of batch) {
      if (message.sequence <= lastSequence) onMessage(message)
      if (message.sequence >= lastSequence) arrived()
    }
  })
  const reason = await Promise.race([done, reader.ended, broker.closed])
  await reader.stop()
  if (reason !== undefined) throw reason
  return lastSequence
}
