import type { StoredMessage } from '../../cluster/broker.js'
import type { Names } from '../../event/subjects.js'
import type { Output } from '../../partition/output.js'
import type { Step, StepRecord } from '../../partition/step.js'
import { check, Violation } from './violation.js'

/** Everything that any owner of any partition ever said, by offset: all owners must say the same. */
export class Ledger {
  readonly #said: Map<number, readonly Output[]>[]

  constructor(partitions: number) {
    this.#said = Array.from({ length: partitions }, () => new Map())
  }

  /** @throws Violation when another owner said something else about the same record */
  observe(partition: number, { offset }: StepRecord, { outputs }: Step): void {
    const before = this.#said[partition]?.get(offset)
    if (before === undefined) {
      // A lane puts what later steps say behind it.
      this.#said[partition]?.set(offset, [...outputs])
      return
    }
    const place = `record ${offset} of partition ${partition}`
    check(before.length === outputs.length, 'owners say the same', () => place)
    for (const [i, output] of outputs.entries()) checkSame(before[i] as Output, output)
  }

  /**
   * What a commit up to an offset rests on.
   * @param stored ids in the output streams
   * @throws Violation when something that was said up to there, behind `after`, is not stored
   */
  checkStored(partition: number, after: number, upTo: number, stored: ReadonlySet<string>): void {
    for (let offset = after + 1; offset <= upTo; offset++) {
      const outputs = this.#said[partition]?.get(offset)
      check(outputs !== undefined, 'what is committed was applied', () => `${partition}-${offset}`)
      for (const { to, id } of outputs ?? [])
        check(to === 'link' || stored.has(id), 'what is committed is stored', () => `${id} before ${upTo}`)
    }
  }

  /**
   * @param mayRepeat whether a message of this id may be stored once more, so long after it was stored last
   * @throws Violation when the streams do not hold exactly what was said
   */
  checkStreams(
    names: Names,
    messages: (stream: string) => readonly StoredMessage[],
    mayRepeat: (messageId: string, afterMs: number) => boolean,
  ): void {
    for (const [stream, to] of [
      [names.factStream, 'fact'],
      [names.deliveryStream, 'delivery'],
      [names.deadLetterStream, 'dead-letter'],
    ] as const) {
      const said = new Map<string, Output>()
      for (const steps of this.#said)
        for (const outputs of steps.values())
          for (const output of outputs) if (output.to === to) said.set(output.id, output)
      const stored = new Map<string, number>()
      for (const { messageId, bytes, time } of messages(stream)) {
        const last = stored.get(messageId)
        const isRight = last === undefined || mayRepeat(messageId, time - last)
        check(isRight, 'an output is stored once', () => `${messageId} in ${stream}`)
        stored.set(messageId, time)
        const output = said.get(messageId)
        if (output === undefined) throw new Violation('only what was said is stored', messageId)
        check(sameBytes(output.bytes, bytes), 'one id has one body', () => messageId)
      }
      for (const id of said.keys()) check(stored.has(id), 'what was said is stored', () => `${id}, ${stream}`)
    }
  }

  /**
   * Receives every log as go-back-N does, by the bytes of the records alone.
   * @throws Violation when a link never came through
   */
  checkLinks(names: Names, messages: (stream: string) => readonly StoredMessage[]): void {
    const partitions = this.#said.length
    for (let target = 0; target < partitions; target++) {
      const expected = new Map<string, { from: number; n: number }>()
      const sent = new Array<number>(partitions).fill(0)
      for (const [from, steps] of this.#said.entries())
        for (const outputs of steps.values())
          for (const output of outputs)
            if (output.to === 'link' && output.target === target) {
              expected.set(latin(output.bytes), { from, n: output.n })
              sent[from] = Math.max(sent[from] as number, output.n)
            }
      const received = new Array<number>(partitions).fill(0)
      for (const { bytes } of messages(names.logStream(target))) {
        const link = expected.get(latin(bytes))
        if (link !== undefined && link.n === (received[link.from] as number) + 1) received[link.from] = link.n
      }
      for (const [from, n] of sent.entries())
        check(
          received[from] === n,
          'every link comes through',
          () => `${from} -> ${target}: ${received[from]}/${n}`,
        )
    }
  }
}

function checkSame(before: Output, output: Output): void {
  const same = before.id === output.id && before.to === output.to && sameBytes(before.bytes, output.bytes)
  check(same, 'owners say the same', () => `${before.id} ${text(before)}\n${output.id} ${text(output)}`)
}

function text({ bytes }: Output): string {
  return Buffer.from(bytes).toString('utf8')
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function sameBytes(x: Uint8Array, y: Uint8Array): boolean {
  return Buffer.compare(x, y) === 0
}
