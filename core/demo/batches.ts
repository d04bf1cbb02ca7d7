import type { Counts } from './counts.js'
import type { Plan } from './plan.js'
import { Random } from './random.js'
import type { Call, Session } from './session.js'

/** Events of one request, at most: a mobile SDK's flush. */
const BATCH_EVENTS_MAX = 250
/** Share of the events that are sent a second time, as by a phone that lost the answer. */
const REPEATED_SHARE = 0.01
/** A repeated event comes this many requests after the first one, at least. */
const REPEAT_AFTER = 2

export interface EventBatch {
  /** Body of a request to `/v1/batch`. */
  readonly body: string
  readonly events: number
}

/**
 * The requests by which a plan is sent, in order. A session is never split, and about one event in a hundred
 * comes twice. `now` is asked when the body is made: it is to be sent soon.
 */
export function* batchesOf(
  plan: Plan,
  seed: number,
  counts: Counts,
  now: () => number,
): Generator<EventBatch> {
  const random = new Random(seed ^ 0x0ddba115)
  const repeats: string[][] = []
  let due: string[] = []
  let open: Session[] = []
  let size = 0
  const close = (): EventBatch => {
    const at = now()
    const texts: string[] = []
    const again: string[] = []
    for (const session of open) {
      for (const call of session) {
        const text = textOf(call, at)
        const repeated = random.chance(REPEATED_SHARE) && call.once !== true
        texts.push(text)
        if (repeated) again.push(text)
        count(call, repeated, counts)
      }
    }
    texts.push(...due)
    repeats.push(again)
    due = repeats.length > REPEAT_AFTER ? (repeats.shift() ?? []) : []
    open = []
    size = due.length
    return batchOf(texts, at)
  }
  for (const session of plan.sessions(counts)) {
    if (size + session.length > BATCH_EVENTS_MAX) yield close()
    open.push(session)
    size += session.length
  }
  yield close()
  const rest = [...due, ...repeats.flat()]
  for (let i = 0; i < rest.length; i += BATCH_EVENTS_MAX)
    yield batchOf(rest.slice(i, i + BATCH_EVENTS_MAX), now())
}

/** A call about a company is stored as two events: one of the user, one of the account. */
function count(call: Call, repeated: boolean, counts: Counts): void {
  const stored = call.body.type === 'group' ? 2 : 1
  counts.add('events accepted', repeated ? 2 : 1)
  counts.add('events stored', repeated ? 2 * stored : stored)
  counts.add('events processed', stored)
  if (repeated) counts.add('duplicates dropped', stored)
}

function textOf({ age, body }: Call, at: number): string {
  return JSON.stringify({ ...body, timestamp: new Date(at - age).toISOString() })
}

function batchOf(texts: readonly string[], at: number): EventBatch {
  const sentAt = new Date(at).toISOString()
  const body = `{"batch":[${texts.join(',')}],"context":${CONTEXT},"sentAt":"${sentAt}"}`
  return { body, events: texts.length }
}

const CONTEXT = '{"library":{"name":"waymark-demo","version":"1"}}'
