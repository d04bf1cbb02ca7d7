import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import { bareValue } from '../event/node-name.js'
import { encodeLink, type WireMessage } from './link-codec.js'
import type { Delivery, Output } from './output.js'

const encoder = new TextEncoder()

/** Gathers what one step says, and gives it its ids. */
export class Outbox {
  readonly #partition: number
  /** Links sent to each partition so far: part of the partition's state. */
  readonly sent: number[]
  /** By kind: the messages of this step, of which the last one still grows. */
  readonly #facts = new Map<string, { text: string; count: number }[]>()
  readonly #deliveries: { channel: string; at: number; delivery: Omit<Delivery, 'id'> }[] = []
  readonly #messages = new Map<number, WireMessage[]>()
  readonly #deadLetters: { what: string; reason: string; bytes: Uint8Array }[] = []
  /** Of the definitions in force. */
  #version = ''
  #factCount = 0
  #offset = 0
  #isoAt = Number.NaN
  #iso = ''

  constructor(partition: number, sent: number[]) {
    this.#partition = partition
    this.sent = sent
  }

  /** Begins the step of a record, under a version of the definitions. */
  begin(offset: number, version: string): void {
    this.#offset = offset
    this.#version = version
    this.#factCount = 0
  }

  /** States a fact, in the shape of DESIGN 11; `because` must be JSON. */
  fact(
    kind: string,
    at: number,
    profile: { readonly id: string; readonly key: Identifier },
    definition: { readonly name?: string; readonly version?: string },
    because: Readonly<Record<string, unknown>>,
  ): void {
    const place = `${this.#partition}-${this.#offset}-${this.#factCount++}`
    const { name, version } = definition
    // Names, versions and ids are our own and need no escaping; this is a hot path.
    const of = name === undefined ? '' : `"name":"${name}","version":"${version ?? ''}",`
    const { type, value } = profile.key
    const subject = `{"type":${JSON.stringify(type)},"value":${JSON.stringify(bareValue(value))}}`
    const head = `{"fact":"${kind}","at":"${this.iso(at)}","profile":"${profile.id}","subject":${subject},`
    const line = `${head}${of}"because":${JSON.stringify(because)},"offset":"${place}"}\n`
    const messages = this.#facts.get(kind)
    const last = messages?.at(-1)
    if (messages === undefined || last === undefined) this.#facts.set(kind, [{ text: line, count: 1 }])
    // A character is at most three bytes of UTF-8.
    else if ((last.text.length + line.length) * 3 > LIMITS.messageBytesMax)
      messages.push({ text: line, count: 1 })
    else {
      last.text += line
      last.count++
    }
  }

  delivery(channel: string, at: number, delivery: Omit<Delivery, 'id'>): void {
    this.#deliveries.push({ channel, at, delivery })
  }

  message(target: number, message: WireMessage): void {
    const messages = this.#messages.get(target)
    if (messages === undefined) this.#messages.set(target, [message])
    else messages.push(message)
  }

  deadLetter(what: string, reason: string, bytes: Uint8Array): void {
    this.#deadLetters.push({ what, reason, bytes })
  }

  /** ISO 8601 of an instant; facts of one step mostly share theirs. */
  iso(at: number): string {
    if (at !== this.#isoAt) {
      this.#isoAt = at
      this.#iso = new Date(at).toISOString()
    }
    return this.#iso
  }

  /** Everything said since `begin`, numbered in the order in which it is to be published. */
  take(): Output[] {
    const outputs: Output[] = []
    const id = () => `${this.#partition}-${this.#offset}-${outputs.length}`
    for (const [kind, messages] of this.#facts)
      for (const { text, count } of messages)
        outputs.push({ to: 'fact', id: id(), kind, count, bytes: encoder.encode(text) })
    for (const { channel, at, delivery } of this.#deliveries) {
      const bytes = encoder.encode(JSON.stringify({ id: id(), ...delivery }))
      outputs.push({ to: 'delivery', id: id(), channel, at, bytes })
    }
    for (const [target, messages] of this.#messages) {
      for (const { n, bytes } of encodeLink(this.#partition, messages, this.#version, () =>
        this.#count(target),
      ))
        outputs.push({ to: 'link', id: id(), target, n, bytes })
    }
    for (const letter of this.#deadLetters) outputs.push({ to: 'dead-letter', id: id(), ...letter })
    this.#facts.clear()
    this.#messages.clear()
    this.#deliveries.length = 0
    this.#deadLetters.length = 0
    return outputs
  }

  #count(target: number): number {
    const n = (this.sent[target] ?? 0) + 1
    this.sent[target] = n
    return n
  }
}
