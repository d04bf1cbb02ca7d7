/** Why an event is refused, as a label of metrics: there are only these. */
export type RejectReason =
  | 'malformed'
  | 'unknown_kind'
  | 'unknown_field'
  | 'field'
  | 'timestamp'
  | 'no_identifier'
  | 'undeclared'
  | 'too_large'
  | 'too_deep'
  | 'too_many'

/** An event that cannot be accepted: an outcome, not an error. */
export interface Rejection {
  readonly outcome: 'rejected'
  readonly reason: RejectReason
  /** Where in the event: `properties.items`; '' for the whole of it. */
  readonly at: string
  readonly what: string
}

export function rejection(reason: RejectReason, at: string, what: string): Rejection {
  return { outcome: 'rejected', reason, at, what }
}

/** The same one level further out. */
export function within(key: string, inner: Rejection): Rejection {
  return { ...inner, at: inner.at === '' ? key : `${key}.${inner.at}` }
}

/** `properties.items: nested deeper than 16 levels` */
export function rejectionText({ at, what }: Rejection): string {
  return at === '' ? what : `${at}: ${what}`
}
