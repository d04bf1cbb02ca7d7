import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Reader } from './broker.js'
import type { Requests } from './nats-requests.js'
import { encodeHeaders, NOTHING, type Wire, type WireMessage } from './nats-wire.js'

/** A refusal travels as this header; the body is empty then. */
const REFUSAL = 'Waymark-Refusal'

/** See `Broker.request`. @throws WaymarkError BROKER_UNREACHABLE, or Error with what the other side said */
export async function request(
  requests: Requests,
  subject: string,
  bytes: Uint8Array,
  timeoutMs: number,
): Promise<Uint8Array> {
  const answer = await requests.send(subject, bytes, timeoutMs)
  if (answer === null)
    throw new WaymarkError('BROKER_UNREACHABLE', `${subject}: no answer in ${timeoutMs} ms`, 'try again')
  if (answer.headers?.code === 503)
    throw new WaymarkError('BROKER_UNREACHABLE', `${subject}: no one answers`, 'start a worker of that role')
  const refusal = answer.headers?.get(REFUSAL) ?? ''
  if (refusal !== '') throw new Error(`${subject}: ${refusal}`)
  return new Uint8Array(answer.data)
}

/** See `Broker.serve`. Beyond the limit of requests at once the caller is told to come again. */
export async function serve(
  wire: Wire,
  log: Log,
  subject: string,
  answer: (bytes: Uint8Array) => Promise<Uint8Array>,
): Promise<Reader> {
  let flight = 0
  const reply = (to: string, bytes: Uint8Array, refusal: string) => {
    if (!wire.connected) return
    wire.publish(to, bytes, undefined, refusal === '' ? undefined : encodeHeaders([[REFUSAL, refusal]]))
  }
  const onRequest = async (message: WireMessage) => {
    const to = message.reply
    if (to === undefined || to === '') return
    if (flight >= LIMITS.serveFlightMax) return reply(to, NOTHING, 'busy; try again')
    flight++
    try {
      reply(to, await answer(new Uint8Array(message.data)), '')
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.warn(`${subject}: a request failed`, { reason })
      reply(to, NOTHING, reason.replace(/\s+/g, ' ').slice(0, LIMITS.reasonLengthMax))
    } finally {
      flight--
    }
  }
  const stop = wire.subscribe(subject, (message) => void onRequest(message))
  return { stop: async () => stop() }
}
