import type { Clock } from '../base/clock.js'
import type { Channel, Message, SendResult } from '../plugin/plugin.js'
import { readSendResult, shortReason } from '../plugin/send-result.js'

export interface ChannelCall {
  /** Always settles, within the deadline: whatever the plugin does, it is a result. */
  readonly result: Promise<SendResult>
  /** Resolves when the plugin has really come back, which may be never. */
  readonly ended: Promise<void>
  readonly hasEnded: () => boolean
  /** Gives the call up: its signal aborts and the result is `retry`. */
  abort(reason: string): void
}

/** Calls a channel once. A throw, a rejection and nonsense are `retry`; so is no answer in time. */
export function callChannel(
  channel: Channel,
  message: Message,
  attempt: number,
  deadline: { readonly timeoutMs: number; readonly clock: Clock },
): ChannelCall {
  const controller = new AbortController()
  const answer = (async () => channel.send(message, { attempt, signal: controller.signal }))()
  let settle: (result: SendResult) => void = () => {}
  const result = new Promise<SendResult>((resolve) => {
    settle = resolve
  })
  const abort = (reason: string) => {
    cancel()
    settle({ kind: 'retry', reason })
    controller.abort(new Error(reason))
  }
  const cancel = deadline.clock.timer(deadline.timeoutMs, () =>
    abort(`no answer within ${deadline.timeoutMs} ms`),
  )
  let back = false
  const end = (returned: SendResult) => {
    back = true
    cancel()
    settle(returned)
  }
  const ended = answer.then(
    (returned) => end(readSendResult(returned) ?? nonsense(returned)),
    (thrown) => end({ kind: 'retry', reason: shortReason(`the plugin threw: ${text(thrown)}`) }),
  )
  return { result, ended, hasEnded: () => back, abort }
}

function nonsense(returned: unknown): SendResult {
  const kind =
    returned !== null && typeof returned === 'object' && 'kind' in returned ? returned.kind : returned
  return { kind: 'retry', reason: shortReason(`the plugin returned no result but ${text(kind)}`) }
}

/** Text of anything, also of what throws when it is asked for its text. */
function text(thing: unknown): string {
  try {
    return thing instanceof Error ? thing.message : String(thing)
  } catch {
    return typeof thing
  }
}
