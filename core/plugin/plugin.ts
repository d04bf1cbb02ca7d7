/**
 * The door for plugin authors: `import { defineChannel } from 'waymark/plugin'`.
 * A plugin is a plain object; configuration names it and gives the instance its own name.
 */
import type { z } from 'zod'
import type { Log } from '../base/log.js'

export { z } from 'zod'
export type { Log } from '../base/log.js'
export { httpFailure, httpResult } from './http-result.js'
export {
  createOutbound,
  type Outbound,
  type OutboundOptions,
  type OutboundRequest,
  type OutboundResponse,
  TargetRefused,
} from './outbound.js'

/** What every plugin gets when an instance of it is set up. */
export interface PluginContext<Options> {
  /** Name of the instance, from configuration: `wecom-vip` may be an instance of `wecom`. */
  readonly instance: string
  /** Checked by `options`, defaults filled in. */
  readonly options: Options
  readonly log: Log
}

/**
 * A channel reaches customers: it makes one call to one provider, and says what came of it.
 * The host does the rest: queueing, concurrency, timeout, retry with backoff, dead letters, metrics.
 */
export interface ChannelPlugin<Options = unknown> {
  readonly kind: 'channel'
  readonly name: string
  /** Options that configuration may give; unknown keys are refused at boot. None: no options. */
  readonly options?: z.ZodType<Options>
  /** How the host treats sends unless configuration says otherwise. */
  readonly limits?: ChannelLimits
  /** Called once per instance at boot; a rejection stops the boot and names the plugin. */
  setup(context: PluginContext<Options>): Channel | Promise<Channel>
}

export interface ChannelLimits {
  /** Sends under way at once in one process, 1 to 1,024; 64 unless told. */
  readonly concurrency?: number
  /** After this long a send counts as failed and is tried again, 1 to 600,000; 10,000 unless told. */
  readonly timeoutMs?: number
  /** Tries before the delivery becomes a dead letter, 1 to 100; 10 unless told. */
  readonly attempts?: number
}

/** An instance of a channel, ready to send. */
export interface Channel {
  /**
   * Called for each delivery, again on retry with the same `key` and the same content.
   * Must settle soon after `signal` aborts. A throw or rejection counts as `retry`, and so does
   * whatever is no `SendResult`.
   */
  send(message: Message, context: SendContext): SendResult | Promise<SendResult>
  /** Called once at stop, after the last send has settled, in reverse order of setup. Must not throw. */
  close?(): void | Promise<void>
}

export interface SendContext {
  /** From 1. */
  readonly attempt: number
  readonly signal: AbortSignal
}

/** What is to be sent: rendered, addressed, and with a key that never changes. */
export interface Message {
  /** Idempotency key: give it to the provider if it knows such a thing. */
  readonly key: string
  /** Name of the channel instance. */
  readonly channel: string
  /** Instant at which the journey decided to send, ISO 8601. */
  readonly at: string
  /** Public id of the profile. */
  readonly profile: string
  /** All identifiers of the profile by type: `to.email?.[0]`. */
  readonly to: Readonly<Record<string, readonly string[]>>
  readonly content: Content
  readonly journey: string
  readonly instance: string
}

/** Rendered content: the parts that the content definition has, `body` always. */
export interface Content {
  readonly name: string
  readonly body: string
  readonly subject?: string
  /** Further parts of the definition, rendered likewise. */
  readonly parts: Readonly<Record<string, string>>
}

export type SendResult =
  | { readonly kind: 'sent'; readonly providerId?: string }
  /** Try again, after `afterMs` if the provider said so (Retry-After), else by backoff. */
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** Never try again: the address or the message is refused for good. */
  | { readonly kind: 'rejected'; readonly reason: string }

/** Declares a channel; gives it its type and nothing else. */
export function defineChannel<Options = Record<string, never>>(
  plugin: Omit<ChannelPlugin<Options>, 'kind'>,
): ChannelPlugin<Options> {
  return { kind: 'channel', ...plugin }
}
