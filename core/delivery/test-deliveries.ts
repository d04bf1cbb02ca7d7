import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import type { ContentDefinition } from '../definitions/content.js'
import { names } from '../event/subjects.js'
import type { Meter } from '../metrics/table.js'
import type { Delivery } from '../partition/output.js'
import type { Channel, ChannelLimits } from '../plugin/plugin.js'
import { createRenderer } from './content.js'
import { Sender } from './sender.js'
import { HandClock, TestBroker } from './test-broker.js'

/** A delivery as the engine would say it. */
export function sampleDelivery(change: Partial<Delivery> = {}): Delivery {
  return {
    id: '7-4711-0',
    key: '7-4711-0',
    channel: 'crm',
    at: '2026-01-01T10:00:00.000Z',
    profile: 'p-ann',
    subject: { type: 'user_id', value: 'ann' },
    to: { user_id: ['ann'], email: ['ann@example.com'] },
    journey: 'welcome',
    version: 'v1',
    instance: 'i-1',
    step: 2,
    content: 'welcome',
    snapshot: { profile: { name: 'Ann' }, entry: { event: { items: 2 } } },
    ...change,
  }
}

export function bytesOf(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json))
}

export function contentsOf(...definitions: ContentDefinition[]): ReadonlyMap<string, ContentDefinition> {
  return new Map(definitions.map((definition) => [definition.name, definition]))
}

export const WELCOME: ContentDefinition = {
  name: 'welcome',
  version: 'v1',
  subject: 'Welcome, {{ profile.name }}',
  body: 'You have {{ entry.event.items }} things waiting.',
  parts: {},
}

/** A meter that keeps counts by `name{label,label}`. */
export class CountingMeter implements Meter {
  readonly counts: Record<string, number> = {}
  readonly seconds: Record<string, number[]> = {}

  count(name: string, labels: Readonly<Record<string, string>>, by = 1): void {
    const key = `${name}{${Object.values(labels).join(',')}}`
    this.counts[key] = (this.counts[key] ?? 0) + by
  }

  observe(name: string, labels: Readonly<Record<string, string>>, seconds: number): void {
    const key = `${name}{${Object.values(labels).join(',')}}`
    this.seconds[key] ??= []
    this.seconds[key].push(seconds)
  }

  onScrape(): void {}
}

/** A sender of channel `crm` on a broker in memory; random is always ½ unless told. */
export function senderBench(channel: Channel, limits: ChannelLimits = {}, random: () => number = () => 0.5) {
  const clock = new HandClock()
  const broker = new TestBroker(clock)
  const meter = new CountingMeter()
  const sender = new Sender(
    { name: 'crm', channel, limits: { concurrency: 4, timeoutMs: 1_000, attempts: 3, ...limits } },
    {
      broker: broker.asBroker(),
      names: names('wm'),
      render: createRenderer(contentsOf(WELCOME)),
      meter,
      log: silentLog,
      clock,
      random,
    },
  )
  const spec = {
    stream: 'WM_DELIVERIES',
    durable: 'delivery-crm',
    filterSubject: 'wm.delivery.crm.*',
    ackWaitMs: LIMITS.deliveryAckMsMax,
    flightMax: 10_000,
  }
  const started = broker.consume(spec, (message) => sender.take(message))
  const put = (change: Partial<Delivery> = {}) =>
    broker.put('wm.delivery.crm.007', bytesOf(sampleDelivery(change)))
  return { clock, broker, meter, sender, put, started }
}
