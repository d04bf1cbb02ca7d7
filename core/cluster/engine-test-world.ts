/** For tests: engines in a namespace of their own on a real broker, and events for them. */
import { systemClock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { silentLog } from '../base/log.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeEvents } from '../event/batch.js'
import type { Event, Identifier, Properties } from '../event/event.js'
import { type Names, names as namesOf } from '../event/subjects.js'
import type { DefinitionFile } from '../lane/protocol.js'
import { silentMeter } from '../metrics/table.js'
import type { Broker, StoredMessage } from './broker.js'
import { createEngine, type Engine, type EngineOptions } from './engine.js'
import type { EngineDefinitions } from './engine-definitions.js'
import { streamSpecs } from './streams.js'

export const PARTITIONS = 4
const ALL: readonly number[] = Array.from({ length: PARTITIONS }, (_, partition) => partition)
export const DEFINITIONS: readonly DefinitionFile[] = [
  {
    path: 'journeys.yaml',
    text: `
kind: journey
name: welcome
trigger: {event: Signed Up}
entry: {again: never}
steps:
  - send: {channel: console, content: hello}
---
kind: journey
name: cart-rescue
trigger: {event: Cart Updated}
entry: {key: event.cart_id}
exit: [{event: Order Completed, where: 'event.cart_id == entry.event.cart_id'}]
steps:
  - wait: 1h
  - send: {channel: webhook, content: hello}
---
kind: content
name: hello
body: Hello
`,
  },
]
const { identities } = compileDefinitions(DEFINITIONS, { timeScale: 1 })

/** The one version that there is. */
export function onlyVersion(files: readonly DefinitionFile[]): EngineDefinitions {
  const { version } = compileDefinitions(files)
  return {
    current: { version, revision: 1 },
    first: version,
    versions: () => [{ version, files }],
    refresh: async () => {},
    fetch: async (other) => {
      throw new WaymarkError('NOT_FOUND', `there is no version ${other}`)
    },
    onChange: () => {},
  }
}

export const nats = {
  replicas: 1,
  logAgeDays: 7,
  changelogBytesMax: 50e6,
  ...{ logBytesMax: 50e6, factsBytesMax: 50e6, deliveriesBytesMax: 50e6, deadLettersBytesMax: 10e6 },
}

let events = 0
export function event(name: string, identifiers: Identifier[], properties: Properties = {}): Event {
  const now = Date.now()
  const messageId = `m${events++}`
  return { kind: 'track', name, messageId, time: now, received: now, source: 'test', identifiers, properties }
}
export const user = (value: string): Identifier => ({ type: 'user_id', value })
export const visitor = (value: string): Identifier => ({ type: 'anonymous_id', value })

/** A namespace of its own on a real broker, with engines that are stopped after the test. */
export class World {
  readonly names: Names
  readonly engines: Engine[] = []
  readonly broker: Broker

  constructor(broker: Broker, namespace: string) {
    this.broker = broker
    this.names = namesOf(namespace)
  }

  async ensureStreams(): Promise<void> {
    for (const spec of streamSpecs(this.names, { partitions: PARTITIONS, nats }))
      await this.broker.ensureStream(spec)
  }

  /** @param own the partitions that it owns from the start */
  async engine(over: Partial<EngineOptions> = {}, own = ALL): Promise<Engine> {
    const engine = createEngine({
      broker: this.broker,
      names: this.names,
      partitions: PARTITIONS,
      lanes: 2,
      definitions: onlyVersion(DEFINITIONS),
      timeScale: 1,
      worker: `worker-${crypto.randomUUID()}`,
      checkpointSeconds: 0.1,
      changelogBytesMax: nats.changelogBytesMax,
      meter: silentMeter,
      log: silentLog,
      clock: systemClock,
      ...over,
    })
    this.engines.push(engine)
    await engine.start()
    await Promise.all(own.map((partition) => engine.own(partition)))
    return engine
  }

  partition(identifier: Identifier): number {
    return identities.partitionOf(identifier, PARTITIONS)
  }

  async send(...batch: Event[]): Promise<void> {
    for (const one of batch) {
      const [strongest] = one.identifiers
      if (strongest === undefined) throw new Error('an event wants an identifier')
      await this.broker.publish(this.names.log(this.partition(strongest)), encodeEvents([one]))
    }
  }

  /** All messages of a stream, when there are so many. */
  async messages(stream: string, atLeast: number): Promise<StoredMessage[]> {
    await until(async () => (await this.broker.streamState(stream)).messages >= atLeast)
    return this.now(stream)
  }

  async now(stream: string): Promise<StoredMessage[]> {
    const { messages, firstSequence } = await this.broker.streamState(stream)
    const found: StoredMessage[] = []
    const reader = await this.broker.read(stream, firstSequence, async (some) => void found.push(...some))
    await until(async () => found.length >= messages)
    await reader.stop()
    return found
  }
}

export async function until(holds: () => Promise<boolean> | boolean, triesMax = 500): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > triesMax) throw new Error(`never: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
