import { WaymarkError } from '../base/errors.js'
import type { Names } from '../event/subjects.js'
import type { Opened } from '../lane/protocol.js'
import type { Broker, StreamState } from './broker.js'

export interface LogBehindSettings {
  readonly broker: Pick<Broker, 'streamState' | 'messageAt'>
  readonly names: Names
}

/**
 * Looks whether the log of a partition goes on where its state ends, and how far: that nothing of it is lost
 * in between, and that it is the log that the state was made of. No record of that one came later than the
 * state's log time; what was stored in its place since, in a stream that was made anew or brought back from a
 * backup, did.
 * @throws WaymarkError LOG_TRIMMED, BROKER_UNSUITABLE
 */
export async function logBehind(
  { broker, names }: LogBehindSettings,
  partition: number,
  opened: Opened,
): Promise<StreamState> {
  const { offset, now, skips } = opened
  const stream = names.logStream(partition)
  const state = await broker.streamState(stream)
  if (state.lastSequence > offset && state.firstSequence > offset + 1)
    throw trimmed(partition, opened, state.firstSequence)
  // The time of a record that is skipped does not count.
  if (offset === 0 || skips.some((skip) => skip.offset === offset)) return state
  const last = await broker.messageAt(stream, offset)
  if (last !== null && last.time > now) throw another(stream, offset, last.time, now)
  return state
}

/** The log no longer holds what comes after a state. */
function trimmed(partition: number, { offset, flaws }: Opened, first: number): WaymarkError {
  const from = offset + 1
  const flawed = flaws.length === 0 ? '' : `, since its changelog has flaws: ${flaws[0]?.reason}`
  return new WaymarkError(
    'LOG_TRIMMED',
    `the log of partition ${partition} begins at ${first}, but is needed from ${from} on${flawed}`,
    'raise nats.logBytesMax and nats.logAgeDays, and start with a new namespace or empty streams',
  )
}

function another(stream: string, offset: number, time: number, now: number): WaymarkError {
  const [stored, known] = [time, now].map((ms) => new Date(ms).toISOString())
  return new WaymarkError(
    'BROKER_UNSUITABLE',
    `${stream} is not the log that its state was made of: ${offset} was stored at ${stored}, behind ${known}`,
    'bring back the stream that was there before, or start with a new namespace or empty streams',
  )
}
