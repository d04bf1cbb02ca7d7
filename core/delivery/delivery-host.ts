import type { Clock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { Broker, Reader } from '../cluster/broker.js'
import type { Config } from '../cluster/config.js'
import type { ContentDefinition } from '../definitions/content.js'
import type { Names } from '../event/subjects.js'
import type { Meter } from '../metrics/table.js'
import { closeChannels, type LoadedChannel, loadChannels } from './channels.js'
import { type ContentsOf, createRenderer, followingRenderer } from './content.js'
import type { CourierPorts } from './courier.js'
import { type DeliveryCounts, Sender } from './sender.js'

export interface DeliveryPorts {
  readonly broker: Broker
  readonly names: Names
  readonly config: Pick<Config, 'channels' | 'baseDir'>
  /** Those in force, by name. */
  readonly contents: ReadonlyMap<string, ContentDefinition>
  /** Those that the messages of a journey are made of, by its name and version. */
  readonly contentsOf: ContentsOf
  readonly meter: Meter
  readonly log: Log
  readonly clock: Clock
  /** In [0, 1): the jitter of retries. */
  readonly random: () => number
}

/** The role `delivery` of a worker: hands what journeys decided to the channels, apart from the engine. */
export interface DeliveryHost {
  /** Begins to consume; streams must exist. */
  start(): Promise<void>
  /** Resolves with the reason when a channel gets no more deliveries: its consumer or its stream is gone. */
  readonly failed: Promise<Error>
  /** Ends consuming, lets what is under way end (bounded), closes the plugins in reverse order. */
  stop(): Promise<void>
  /** By name of channel instance, since the start of this process. */
  counts(): Readonly<Record<string, DeliveryCounts>>
}

/**
 * Loads the channels and compiles the contents, so that a mistake in either stops the boot.
 *
 * Each channel instance has a durable consumer of its own, shared by all workers with this role, and its own
 * bounds: one that is slow or fails holds up no other. Plugins run in this process and on its thread: one
 * that awaits for ever, throws or returns nonsense harms only its own channel, but one that blocks the
 * thread or ends the process still harms all.
 * @throws WaymarkError PLUGIN_INVALID, DEFINITION_INVALID
 */
export async function createDelivery(ports: DeliveryPorts): Promise<DeliveryHost> {
  const { broker, names, meter, clock, random } = ports
  const log = ports.log.child('delivery')
  createRenderer(ports.contents)
  const courierPorts = { broker, names, meter, clock, random, render: followingRenderer(ports.contentsOf) }
  const channels = await loadChannels(ports.config, { log, clock })
  const lines = channels.map(
    (channel) => new Line(channel, { ...courierPorts, log: log.child(channel.name) }),
  )
  const stop = async () => {
    await Promise.all(lines.map((line) => line.stop()))
    await closeChannels(channels, { log, clock })
  }
  return {
    start: async () => {
      try {
        for (const line of lines) await line.start(broker, names)
      } catch (error) {
        await stop()
        throw error
      }
    },
    failed: Promise.race(lines.map((line) => line.failed)),
    stop,
    counts: () => Object.fromEntries(lines.map((line) => [line.name, line.sender.counts])),
  }
}

/** One channel instance and its consumer. */
class Line {
  readonly name: string
  readonly sender: Sender
  /** Resolves when nothing more will come though nobody stopped it. */
  readonly failed: Promise<Error>
  #fail: (reason: Error) => void = () => {}
  readonly #channel: LoadedChannel
  #reader: Reader | undefined

  constructor(channel: LoadedChannel, ports: CourierPorts) {
    this.name = channel.name
    this.sender = new Sender(channel, ports)
    this.#channel = channel
    this.failed = new Promise((resolve) => {
      this.#fail = resolve
    })
  }

  async start(broker: Broker, names: Names): Promise<void> {
    const spec = {
      stream: names.deliveryStream,
      durable: `delivery-${this.name}`,
      filterSubject: `${names.namespace}.delivery.${this.name}.*`,
      ackWaitMs: LIMITS.deliveryAckMsMax,
      // What waits for its next try counts too: without room for it a few failures would stop the channel.
      flightMax: this.#channel.limits.concurrency + LIMITS.deliveryWaitingMax,
    }
    const reader = await broker.consume(spec, (message) => this.sender.take(message))
    this.#reader = reader
    void reader.ended.then((cause) => {
      if (cause !== undefined) this.#fail(gone(this.name, spec.stream, cause))
    })
  }

  async stop(): Promise<void> {
    await this.#reader?.stop()
    await this.sender.stop()
  }
}

function gone(channel: string, stream: string, cause: Error): WaymarkError {
  return new WaymarkError(
    'BROKER_UNSUITABLE',
    `channel ${channel} gets no more deliveries of ${stream}: ${cause.message}`,
    'see who deletes consumers or streams; start the worker again: what it has not sent then is sent',
    { cause },
  )
}
