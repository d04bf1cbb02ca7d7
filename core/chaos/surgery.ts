import type { Broker, StreamSpec } from '../cluster/broker.js'

/** What is put into a stream by hand: a place, and what stands there. */
export interface Written {
  readonly sequence: number
  readonly bytes: Uint8Array
}

const ANSWER_MS_MAX = 5_000
const FILLER = new Uint8Array(1)

/** Makes a stream anew that holds these messages and no others, each at its sequence. */
export async function putBack(broker: Broker, spec: StreamSpec, messages: readonly Written[]): Promise<void> {
  const [subject = ''] = spec.subjects
  await call(broker, `STREAM.DELETE.${spec.name}`)
  await broker.ensureStream(spec)
  const [first] = messages
  let next = 1
  for (const { sequence, bytes } of messages) {
    for (; next < sequence; next++) {
      await broker.publish(subject, FILLER)
      if (first !== undefined && next > first.sequence) await deleteMessage(broker, spec.name, next)
    }
    await broker.publish(subject, bytes)
    next++
  }
  if (first !== undefined && first.sequence > 1) await broker.purge(spec.name, first.sequence - 1)
}

/** Deletes one message from the midst of a stream. */
export async function deleteMessage(broker: Broker, stream: string, sequence: number): Promise<void> {
  await call(broker, `STREAM.MSG.DELETE.${stream}`, { seq: sequence })
}

/** Calls the server's own API for what Waymark never asks of it. */
async function call(broker: Broker, what: string, request: object = {}): Promise<void> {
  const bytes = await broker.request(`$JS.API.${what}`, Buffer.from(JSON.stringify(request)), ANSWER_MS_MAX)
  const { error } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { error?: { description: string } }
  if (error !== undefined) throw new Error(`${what}: ${error.description}`)
}
