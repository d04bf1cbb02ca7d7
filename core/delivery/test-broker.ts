import type { Clock } from '../base/clock.js'
import type { Broker, ConsumerSpec, EndingReader, PublishOptions, WorkMessage } from '../cluster/broker.js'

/** A clock that tests move by hand. */
export class HandClock implements Clock {
  #now: number
  #timers = new Set<{ readonly due: number; readonly call: () => void }>()

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  timer(delayMs: number, call: () => void): () => void {
    const timer = { due: this.#now + delayMs, call }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Moves on; timers fire in order, each at its own instant, and what they start may run. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await quiet()
    for (;;) {
      const [next] = [...this.#timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)
      if (next === undefined) break
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.due)
      next.call()
      await quiet()
    }
    this.#now = until
  }
}

/** Lets everything run that is ready to. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

interface Published {
  readonly subject: string
  readonly bytes: Uint8Array
  readonly options: PublishOptions
}

interface Work {
  readonly subject: string
  readonly bytes: Uint8Array
  readonly sequence: number
  attempt: number
  state: 'ready' | 'out' | 'delayed' | 'done'
  cancel: () => void
}

/**
 * The work-queue half of a broker in memory, with the laws that were measured on NATS: what is given back
 * with a delay still counts as in flight; what is not settled in time comes again;
 * an acknowledgement can be lost.
 */
export class TestBroker {
  /** What happened, in order: `publish wm.dlq.delivery`, `ack 1`, `retry 1 500`, `bring 1 #2` */
  readonly events: string[] = []
  readonly published: Published[] = []
  /** Thrown by the next publishes and acknowledgements, one each. */
  readonly publishFaults: Error[] = []
  readonly ackFaults: Error[] = []
  readonly specs: ConsumerSpec[] = []
  readonly #clock: Clock
  readonly #work: Work[] = []
  readonly #consumers: { readonly spec: ConsumerSpec; readonly onMessage: (message: WorkMessage) => void }[] =
    []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  asBroker(): Broker {
    return this as unknown as Broker
  }

  /** Puts a message into the delivery stream; its sequence. */
  put(subject: string, bytes: Uint8Array): number {
    const sequence = this.#work.length + 1
    this.#work.push({ subject, bytes, sequence, attempt: 0, state: 'ready', cancel: () => {} })
    this.#bring()
    return sequence
  }

  get unsettled(): number {
    return this.#work.filter(({ state }) => state !== 'done').length
  }

  async publish(subject: string, bytes: Uint8Array, options: PublishOptions = {}) {
    const fault = this.publishFaults.shift()
    if (fault !== undefined) throw fault
    await quiet()
    this.events.push(`publish ${subject}`)
    const duplicate = this.published.some((one) => one.options.messageId === options.messageId)
    if (!duplicate) this.published.push({ subject, bytes, options })
    return { sequence: this.published.length, duplicate }
  }

  async consume(spec: ConsumerSpec, onMessage: (message: WorkMessage) => void): Promise<EndingReader> {
    const consumer = { spec, onMessage }
    this.specs.push(spec)
    this.#consumers.push(consumer)
    this.#bring()
    return {
      ended: new Promise(() => {}),
      stop: async () => {
        this.#consumers.splice(this.#consumers.indexOf(consumer), 1)
      },
    }
  }

  #bring(): void {
    for (const { spec, onMessage } of [...this.#consumers]) {
      const prefix = spec.filterSubject.replace(/\*$/, '')
      const mine = this.#work.filter(({ subject }) => subject.startsWith(prefix))
      for (const work of mine) {
        const flight = mine.filter(({ state }) => state === 'out' || state === 'delayed').length
        if (work.state === 'ready' && flight < spec.flightMax) onMessage(this.#hand(work, spec.ackWaitMs))
      }
    }
  }

  #hand(work: Work, ackWaitMs: number): WorkMessage {
    const attempt = ++work.attempt
    this.events.push(`bring ${work.sequence} #${attempt}`)
    work.state = 'out'
    const current = () => work.attempt === attempt && work.state === 'out'
    const later = (state: Work['state'], ms: number) => {
      work.cancel()
      work.state = state
      work.cancel = this.#clock.timer(ms, () => {
        work.state = 'ready'
        this.#bring()
      })
    }
    later('out', ackWaitMs)
    return {
      subject: work.subject,
      bytes: work.bytes,
      sequence: work.sequence,
      time: this.#clock.now(),
      messageId: '',
      header: () => '',
      attempt,
      ack: async () => {
        const fault = this.ackFaults.shift()
        if (fault !== undefined) throw fault
        this.events.push(`ack ${work.sequence}`)
        work.cancel()
        work.state = 'done'
        this.#bring()
      },
      retry: (delayMs) => {
        this.events.push(`retry ${work.sequence} ${delayMs}`)
        if (current()) later('delayed', delayMs)
      },
      working: () => {
        if (current()) later('out', ackWaitMs)
      },
    }
  }
}
