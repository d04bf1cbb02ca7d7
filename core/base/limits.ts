/**
 * Every bound of the system, by name (invariant I6). A name ends in its unit.
 * What is not in here must not grow with its input.
 */
export const LIMITS = {
  /** A single event as JSON (Segment's HTTP API: 32 KB). */
  eventBytesMax: 32 * 1024,
  /** A request body after decompression (Segment's HTTP API: 500 KB). */
  requestBytesMax: 500 * 1024,
  /** Events in one request. */
  requestEventsMax: 2_500,
  /** Nesting of an event's properties. */
  propertyDepthMax: 16,
  /** Properties on one level of an event. */
  propertyCountMax: 255,
  /** Characters of an identifier's value. */
  identifierLengthMax: 255,
  /** Identifiers that one event may carry. */
  eventIdentifiersMax: 16,
  /** One message on the broker; its default max_payload is 1 MiB, headers included. */
  messageBytesMax: 900 * 1024,
  /** Events in one record of a partition log. */
  recordEventsMax: 512,
  /** How far the linger of a batch may stretch under load. */
  lingerMsMax: 50,
  /** Encoded bytes that wait in ingest for the broker, over all partitions. */
  ingestPendingBytesMax: 64 * 1024 * 1024,
  /** Identifiers that one profile may hold. */
  profileIdentifiersMax: 512,
  /** Events that wait in one profile for the answers to its claims. */
  parkedEventsMax: 256,
  /** How long a parked event waits before it goes on without an answer. */
  parkedMsMax: 60_000,
  /** Hops that a message may take along redirects before it is dropped and counted. */
  hopsMax: 64,
  /** Ids of accepted events that a profile remembers, to drop duplicates. */
  seenEventsMax: 512,
  /** How long a profile remembers the id of an accepted event (Segment: 24 h). */
  seenMsMax: 24 * 60 * 60 * 1000,
  /** Entries that one window of one profile keeps; beyond it the oldest are dropped and counted. */
  windowEntriesMax: 10_000,
  /** Running instances of one profile, over all journeys. */
  instancesMax: 64,
  /** Distinct entry keys of one journey that a profile remembers. */
  journeyHistoryMax: 64,
  /** Instructions that one instance may run at one instant: a loop without a wait ends here. */
  instructionsMax: 1_000,
  /** Properties that one profile keeps. */
  profilePropertiesMax: 256,
  /** Turns of flips causing flips within one event. */
  cascadeMax: 32,
  /** Bytes that one task for a lane carries. */
  laneTaskBytesMax: 1024 * 1024,
  /** Bytes read ahead of a lane, per partition, before its reader pauses. */
  readAheadBytesMax: 4 * 1024 * 1024,
  /** Publishes in flight for the outputs of one partition. */
  outputFlightMax: 256,
  /** Deliveries in flight in one channel, unless its plugin says less. */
  deliveryFlightMax: 64,
} as const
