/**
 * What Waymark needs of a broker. `nats-broker.ts` gives it on NATS JetStream, and is the only file
 * that knows NATS; the simulator gives it in memory.
 */
export interface Broker {
  /** Of the server, `2.9.10`. */
  readonly version: string
  /** Largest message, headers included. */
  readonly payloadBytesMax: number

  /**
   * Creates a stream, or updates it to the specification, then reads its settings back.
   * @throws WaymarkError BROKER_UNSUITABLE when the server did not take a setting
   */
  ensureStream(spec: StreamSpec): Promise<void>
  streamState(stream: string): Promise<StreamState>
  /** Sequence of the first message stored at an instant (ms) or after it; one past the last: none was. */
  sequenceAt(stream: string, time: number): Promise<number>

  /**
   * Stores one message; resolves when the broker has it. Retries with the same `messageId` while the
   * answer is unknown, until `options.deadlineMs`.
   * @throws WaymarkError BROKER_FULL (stream at its limit), BROKER_UNREACHABLE (no answer in time),
   *   SequenceConflict when `expectedLastSequence` does not hold
   */
  publish(subject: string, bytes: Uint8Array, options?: PublishOptions): Promise<PublishAck>

  /** Deletes what a stream holds up to a sequence, with it. Later messages keep their sequences. */
  purge(stream: string, upTo: number): Promise<void>

  /** Deletes one message, if it is there. The others keep their sequences. */
  delete(stream: string, sequence: number): Promise<void>

  /** Newest message of a subject in a stream, or null. */
  lastMessage(stream: string, subject: string): Promise<StoredMessage | null>
  /** The message at a sequence, or null when it is not there (any more). */
  messageAt(stream: string, sequence: number): Promise<StoredMessage | null>

  /**
   * Reads a stream in order from a sequence on, for ever: gaps are healed, reconnects survived.
   * `onMessages` gets what one read of the socket brought; its bytes are a copy and may be kept.
   * While the returned promise is pending nothing more is delivered (backpressure).
   * @param batchBytesMax of what is given at once, if it is more than one message; 1 MB unless told
   * @throws WaymarkError LOG_TRIMMED when the stream begins after `from`
   */
  read(
    stream: string,
    from: number,
    onMessages: (messages: StoredMessage[]) => Promise<void>,
    batchBytesMax?: number,
  ): Promise<EndingReader>

  /** A durable work consumer: each message is settled by ack, retry or drop. */
  consume(spec: ConsumerSpec, onMessage: (message: WorkMessage) => void): Promise<EndingReader>

  request(subject: string, bytes: Uint8Array, timeoutMs: number): Promise<Uint8Array>
  /** Answers requests on a subject. */
  serve(subject: string, answer: (bytes: Uint8Array) => Promise<Uint8Array>): Promise<Reader>

  /** Resolves when the connection is gone for good, with the reason. */
  readonly closed: Promise<Error | undefined>
  /** True while connected. */
  readonly connected: boolean
  close(): Promise<void>
}

/** What is published, as it is published: nothing is kept for those who come later. */
export interface Listener {
  /** `subject` may end in `>`. The bytes are a copy. What comes while the connection is broken is missed. */
  listen(subject: string, onMessage: (message: HeardMessage) => void): Promise<Reader>
}

export interface HeardMessage {
  readonly subject: string
  readonly bytes: Uint8Array
  /** One header of the message, '' if there is none. */
  header(name: string): string
}

export interface StreamSpec {
  readonly name: string
  readonly subjects: readonly string[]
  readonly replicas: number
  readonly bytesMax: number
  /** 0: no limit. */
  readonly ageMsMax: number
  /** Full: `new` refuses what comes, `old` drops the oldest. */
  readonly discard: 'new' | 'old'
  /** Of each subject only so many newest messages are kept; all unless told. */
  readonly perSubjectMax?: number
  readonly duplicateWindowMs: number
}

export interface StreamState {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly messages: number
  readonly bytes: number
}

export interface PublishOptions {
  readonly messageId?: string
  /** Stream-wide: the fence of a changelog. */
  readonly expectedLastSequence?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Give up after this long; 5,000 unless told. */
  readonly deadlineMs?: number
}

export interface PublishAck {
  readonly sequence: number
  readonly duplicate: boolean
}

export interface StoredMessage {
  readonly subject: string
  readonly sequence: number
  /** The broker's timestamp, ms since the epoch. */
  readonly time: number
  readonly bytes: Uint8Array
  /** `Nats-Msg-Id`, '' if there is none. */
  readonly messageId: string
  /** One header of the message, '' if there is none. */
  header(name: string): string
}

export interface ConsumerSpec {
  readonly stream: string
  readonly durable: string
  readonly filterSubject: string
  readonly ackWaitMs: number
  readonly flightMax: number
}

export interface WorkMessage extends StoredMessage {
  /** From 1. */
  readonly attempt: number
  /** Done: never comes again. Resolves when the broker knows. */
  ack(): Promise<void>
  /** Comes again after `delayMs`. */
  retry(delayMs: number): void
  /** Still at work: the ack clock starts again. */
  working(): void
}

export interface Reader {
  stop(): Promise<void>
}

/** A reader that may end by itself: the stream or consumer is gone, or what comes next was trimmed. */
export interface EndingReader extends Reader {
  /** Resolves when nothing more will come: with the reason, or with undefined after `stop`. */
  readonly ended: Promise<Error | undefined>
}

/** A publish met another last sequence than it expected: someone else has written. */
export class SequenceConflict extends Error {
  readonly expected: number

  constructor(stream: string, expected: number) {
    super(`${stream}: last sequence is not ${expected}`)
    this.name = 'SequenceConflict'
    this.expected = expected
  }
}
