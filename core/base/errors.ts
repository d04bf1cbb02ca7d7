/**
 * Every code an error of Waymark can carry, with what it means. Codes are stable: operators alert on them.
 * Bugs throw plain errors; whatever a person can do something about is a `WaymarkError`.
 */
export const ERROR_CODES = {
  CONFIG_INVALID: 'the configuration file cannot be used',
  DEFINITION_INVALID: 'a definition (segment, journey, content, identity, catalogue) cannot be used',
  TEST_FAILED: 'a definition does not do what the tests in its file say',
  PLUGIN_INVALID: 'a plugin cannot be loaded or refuses its options',
  BROKER_MISSING: 'no nats-server was found and none could be fetched',
  BROKER_UNREACHABLE: 'the broker does not answer',
  BROKER_UNSUITABLE: 'the broker, or what it stores, does not fit this configuration',
  BROKER_FULL: 'the broker refuses to store more',
  RECORD_MALFORMED: 'a message of a partition log cannot be decoded',
  RECORD_POISONOUS: 'a record does harm each time it is applied, and cannot be skipped',
  EVENT_INVALID: 'an event cannot be accepted',
  EVENT_TOO_LARGE: 'an event or a request is over its size limit',
  TOKEN_REJECTED: 'the admin token is missing or wrong',
  INGEST_FULL: 'ingest holds as much as it may: events come faster than the broker takes them',
  KEY_REJECTED: 'the write key is missing or unknown',
  LOG_TRIMMED: 'the partition log begins after the offset that is needed',
  PARTITION_LOST: 'another worker has taken over a partition of this one',
  LANE_LOST: 'an engine thread ended',
  SPILL_FULL: 'profiles that do not fit in memory find no room on disk',
  ADMIN_UNREACHABLE: 'the admin API does not answer',
  REQUEST_INVALID: 'a call of the admin API is not understood',
  TOO_MANY: 'too many do this at once',
  NOT_FOUND: 'there is no such thing',
  EVENTS_UNREADABLE: 'a file of events cannot be used',
  FACTS_UNWRITABLE: 'a file of facts cannot be written',
  DEMO_DIFFERS: 'the demo counted something else than its generator knows',
  UNHEALTHY: 'the cluster answers, and something is wrong with it',
  USAGE: 'the command line is not understood',
} as const

export type ErrorCode = keyof typeof ERROR_CODES

/**
 * An error that a person can act on.
 * `message` says what happened and where; `todo` says what to do about it.
 */
export class WaymarkError extends Error {
  readonly code: ErrorCode
  readonly todo: string

  constructor(code: ErrorCode, what: string, todo = '', options?: ErrorOptions) {
    super(what, options)
    this.name = 'WaymarkError'
    this.code = code
    this.todo = todo
  }

  /** One line for a terminal or a log: `CODE what. What to do.` */
  get line(): string {
    return `${this.code} ${this.message}${this.todo === '' ? '' : ` — ${this.todo}`}`
  }
}

/** What to print for anything that was thrown. */
export function errorLine(error: unknown): string {
  if (error instanceof WaymarkError) return error.line
  return error instanceof Error ? error.message : String(error)
}
