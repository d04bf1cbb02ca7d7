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
  /** Characters of an event's name and of its message id. */
  eventNameLengthMax: 255,
  /** Sum of the events of one request, the batch's context counted once for each. */
  requestMergedBytesMax: 8 * 1024 * 1024,
  /** Nesting of an event's properties. */
  propertyDepthMax: 16,
  /** Properties on one level of an event. */
  propertyCountMax: 255,
  /** Characters of an identifier's value. */
  identifierLengthMax: 255,
  /** Identifiers that one event may carry. */
  eventIdentifiersMax: 16,
  /** A named part of a path, decoded or not: an identifier with every character escaped. */
  pathPartLengthMax: 9 * 255,
  /** One HTTP request, from its first byte to the last of its body. */
  httpRequestMsMax: 30_000,
  /** Headers of one HTTP request. */
  httpHeaderBytesMax: 16 * 1024,
  /** Connections of one HTTP server; beyond it new ones are dropped. */
  httpConnectionsMax: 10_000,
  /** One message on the broker; its default max_payload is 1 MiB, headers included. */
  messageBytesMax: 900 * 1024,
  /** Events in one record of a partition log. */
  recordEventsMax: 512,
  /** How far the linger of a batch may stretch under load. */
  lingerMsMax: 50,
  /** Records of one partition that ingest has under way to the broker. */
  recordFlightMax: 8,
  /** Records a second, over all partitions, beyond which the linger of batches stretches. */
  recordsPerSecondMax: 1_000,
  /** Share of a log that ingest leaves to what partitions say to each other, and how often it looks. */
  logLinksShare: 1 / 8,
  logLookMs: 1_000,
  /** Dead letters of one request under way to the broker. */
  deadLetterFlightMax: 16,
  /** Dead letters of ingest that wait for the broker; beyond it they are only counted. */
  deadLetterPendingBytesMax: 8 * 1024 * 1024,
  /** Encoded bytes that wait in ingest for the broker, over all partitions. */
  ingestPendingBytesMax: 64 * 1024 * 1024,
  /** Identifiers that one profile may hold. */
  profileIdentifiersMax: 512,
  /** Identifiers that a profile without room turns away within a window before it is marked as shared. */
  turnedAwayMax: 64,
  /** So many are turned away, or go for others, before a profile is marked, however small a type’s limit. */
  turnedAwayMin: 5,
  /** Refused identifiers that one profile remembers; the oldest is forgotten first. */
  refusalsMax: 64,
  /** Nodes that lead to a profile whose identifiers have left it; the oldest is forgotten first. */
  formerNodesMax: 512,
  /** Events that wait in one profile for the answers to its claims. */
  parkedEventsMax: 256,
  /** How often one event may lead to claims; what is not linked then is refused. */
  claimRoundsMax: 16,
  /** Ids of accepted events that a profile remembers, to drop duplicates. */
  seenEventsMax: 2_560,
  /** How long a profile remembers the id of an accepted event (Segment: 24 h). */
  seenMsMax: 24 * 60 * 60 * 1000,
  /** Longest duration of a definition: a century. */
  durationMsMax: 100 * 365 * 24 * 60 * 60 * 1000,
  /** Characters and nesting of one expression of a definition. */
  expressionLengthMax: 8_192,
  expressionDepthMax: 256,
  /** Turns that the loops (`all`, `exists`, `map` …) of one evaluation may take; beyond it has no value. */
  expressionTurnsMax: 10_000,
  /** Parts (names, constants, operators) of one expression. */
  expressionNodesMax: 2_000,
  /** Bytes that profiles of a simulation may take in memory, by estimate; the others lie on disk. */
  simulationHotBytesMax: 400_000_000,
  /** Shapes of conditions for which one version of the definitions has code of its own, and terms of one. */
  shapesMax: 1_000,
  shapeTermsMax: 64,
  /** Items of a list, and UTF-16 units of a text, that an expression puts together; beyond it no value. */
  expressionItemsMax: 10_000,
  expressionTextMax: 1_000_000,
  /** Time zones whose calendars one expression keeps at hand. */
  expressionZonesMax: 64,
  /** Entries that one window of one profile keeps; beyond it the oldest are dropped and counted. */
  windowEntriesMax: 10_000,
  /** Distinct values that one window of one profile tells apart exactly; beyond it they are estimated. */
  windowDistinctMax: 1_024,
  /** Entries of one sequence of one profile: all are looked at whenever one comes. */
  sequenceEntriesMax: 1_000,
  /** Steps of one sequence. */
  sequenceStepsMax: 7,
  /** Newest entries of one window whose message ids are kept, to say why. */
  windowIdsMax: 16,
  /** Tests of the windows that keep events of one name together: bits of a small integer. */
  tallyTestsMax: 30,
  /** UTF-16 units of a text that `first` and `last` keep; of a longer one the beginning. */
  windowTextLengthMax: 255,
  /** Leaves of a segment, and events of one leaf, that a flip gives as its reasons. */
  reasonLeavesMax: 16,
  reasonEventsMax: 8,
  /** Instants that are looked at for the next one at which time alone changes a membership. */
  explainInstantsMax: 2_000,
  /** Running instances of one profile, over all journeys. */
  instancesMax: 64,
  /** Distinct entry keys of one journey that a profile remembers. */
  journeyHistoryMax: 64,
  /** Instructions that one instance may run at one instant: a loop without a wait ends here. */
  instructionsMax: 1_000,
  /** UTF-16 units of one property of a profile, as JSON; a larger one is not kept. */
  traitLengthMax: 8 * 1024,
  /** UTF-16 units of all properties of a profile, as JSON. */
  traitsLengthMax: 64 * 1024,
  /** Bytes of one message between partitions, put together from its fragments. */
  fragmentedBytesMax: 64 * 1024 * 1024,
  /** Properties that one profile keeps. */
  profilePropertiesMax: 256,
  /** Bytes that a reader hands over at one go. */
  readBatchBytesMax: 1024 * 1024,
  /**
   * Bytes of records that one task for a lane carries: about as long as a slice of a checkpoint or of a
   * restore takes. Slices wait behind such tasks, and a backlog must not hold up what makes progress safe.
   */
  laneTaskBytesMax: 64 * 1024,
  /**
   * The same while partitions of the lane are without an owner because their state comes into it, or is
   * written by it, slice by slice: a slice must not wait much longer than it takes itself.
   */
  laneYieldingBytesMax: 16 * 1024,
  /** Bytes of records that are tried together, with care. */
  trialBytesMax: 1024 * 1024,
  /** Bytes read ahead of a lane, per partition, before its reader pauses. */
  readAheadBytesMax: 4 * 1024 * 1024,
  /** Publishes in flight for the outputs of one partition. */
  outputFlightMax: 256,
  /** Sends under way at once in one channel of one process, unless plugin or configuration say otherwise. */
  deliveryFlightMax: 64,
  /** Between two lines of the log about failing sends of one channel. */
  deliveryTellMs: 10_000,
  /** Deliveries of one channel that wait for their next try or for a free place, over all processes. */
  deliveryWaitingMax: 1_000,
  /** Tries of one delivery before it is a dead letter, unless plugin or configuration say otherwise. */
  deliveryAttemptsMax: 10,
  /** Times that the broker brings a message beyond its tries (restarts, crashes): then a dead letter. */
  deliverySpareAttemptsMax: 10,
  /** One call of a channel, unless its plugin or configuration says otherwise. */
  deliverySendMsMax: 10_000,
  /** Calls of one channel that did not end when told to; beyond it the channel waits for one to end. */
  deliveryStraysMax: 256,
  /** Keys sent that a channel remembers, to answer for itself what the broker brings again. */
  deliveryKeysMax: 10_000,
  /** First step and cap of the backoff of a delivery. */
  deliveryBackoffMsMin: 1_000,
  deliveryBackoffMsMax: 300_000,
  /** Longest wait that a provider may ask for by Retry-After. */
  deliveryRetryAfterMsMax: 24 * 60 * 60 * 1000,
  /** How long the broker waits for a sign of life before it gives a delivery to someone else. */
  deliveryAckMsMax: 30_000,
  /** How long a stop waits for the sends under way, and then for those that it aborted. */
  deliveryDrainMsMax: 5_000,
  deliveryAbortMsMax: 1_000,
  /** Setting up one plugin at boot, and closing it at stop. */
  pluginBootMsMax: 10_000,
  pluginCloseMsMax: 5_000,
  /** Characters of a reason that a plugin or a provider gives. */
  reasonLengthMax: 500,
  /** Characters of the templates of one content definition. */
  contentTemplateLengthMax: 256 * 1024,
  /** Rendering of one part of a content: time, and what Liquid counts as memory. */
  contentRenderMsMax: 500,
  contentMemoryMax: 4_000_000,
  /** Characters of a rendered content, over all its parts. */
  contentLengthMax: 512 * 1024,
  /** What is read of a provider's answer. */
  outboundResponseBytesMax: 64 * 1024,
  /** Connecting to a provider. */
  outboundConnectMsMax: 5_000,
  /** Connections of one plugin to one provider: as many as it may have sends under way. */
  outboundConnectionsMax: 1_024,
  /** Combinations of label values of one metric; further ones are counted as `other`. */
  metricChildrenMax: 4096,
  /** Body of a call of the admin API: a command with two identifiers. */
  commandBytesMax: 8 * 1024,
  /** Listeners of `/api/facts` at once. */
  factListenersMax: 16,
  /** Redirects that a look-up of a profile follows. */
  queryHopsMax: 64,
  /** Streams of a private nats-server, unless told otherwise. */
  privateStoreBytesMax: 64 * 1024 * 1024 * 1024,
  privateMemoryBytesMax: 256 * 1024 * 1024,
  privateLogBytesMax: 16 * 1024 * 1024,
  /** How long a start waits for the private nats-server of a parent that died to end. */
  privateStopMsMax: 8_000,
  /** Below this a private nats-server starts with a warning. */
  freeDiskBytesMin: 2 * 1024 * 1024 * 1024,
  /** How long a publish goes on trying, and how long one try waits for its answer. */
  publishDeadlineMs: 5_000,
  publishTryMs: 2_000,
  /** How long a closing connection waits for what it has sent to arrive. */
  brokerFlushMsMax: 2_000,
  /** Messages of one pull of a reader. */
  pullMessagesMax: 1_024,
  /** Publishes and acknowledgements that wait for the broker's answer, over one connection. */
  brokerFlightMax: 65_536,
  /** Requests to this process that are answered at the same time, per subject. */
  serveFlightMax: 64,
  /** Tasks given to a lane and not yet answered: one at work, one ready. */
  laneTaskFlightMax: 2,
  /**
   * Small tasks for one lane come so far apart at least: what comes meanwhile goes together. The distance
   * grows with each that follows another, and shrinks with each that carries enough, in bytes of records.
   */
  laneTaskSpacingMsMin: 10,
  laneTaskSpacingMsMax: 25,
  laneTaskSpacingStepMs: 1,
  laneTaskBytesEnough: 12 * 1024,
  /** Tasks of any kind that wait for a lane: slices of checkpoints of up to 256 partitions, queries. */
  laneQueueMax: 1_024,
  /** How long a lane may be at one task without getting anywhere; then it is condemned. */
  laneHangMsMax: 8_000,
  /** Lanes of one process that are replaced within an hour; beyond it the process ends. */
  laneReplacementsPerHourMax: 30,
  /** First pause and cap before a lane is replaced. */
  laneBackoffMsMin: 100,
  laneBackoffMsMax: 10_000,
  /** Times that one record may end its lane or its process, or throw; then it is skipped. */
  recordAttemptsMax: 3,
  /** The same when nobody has seen what it does: owners end, and lose partitions, for other reasons too. */
  unseenAttemptsMax: 5,
  /** Skipped records of one partition that its log may still hold; beyond it the partition is stopped. */
  skipsMax: 1_000,
  /** How long a lane may take to load its definitions. */
  laneStartMsMax: 60_000,
  /** Outputs of one partition, in bytes, that wait for the broker before its log is read no further. */
  outputWaitingBytesMax: 8 * 1024 * 1024,
  /** Longest pause between two tries to publish an output. */
  publishBackoffMsMax: 5_000,
  /** Ticks of one partition come at least this far apart. */
  tickSpacingMsMin: 10,
  /** How long a release waits for the outputs of its partition and a last checkpoint to be stored. */
  releaseMsMax: 15_000,
  /** Partitions that are restored at the same time. */
  openFlightMax: 8,
  /** Bytes that a checkpoint encodes at one go, between steps. */
  checkpointSliceBytes: 512 * 1024,
  /** Unchanged nodes that each checkpoint writes again, at least: so the sweep goes round. */
  checkpointSweepMin: 64,
  /** How often the time to an owner's first checkpoint is halved, once for each that ended before its own. */
  checkpointHalvingsMax: 4,
  /** Records after which a checkpoint does not wait for its time. */
  checkpointRecordsMax: 20_000,
  /** Versions of the definitions that stand ready in a worker beside those in use. */
  versionsMax: 32,
  /** Versions that were applied and are remembered. */
  definitionHistoryMax: 100,
  /** Segments that have metrics of their own in one worker; those beyond count together, as `_other`. */
  meteredSegmentsMax: 200,
  /** Profiles that one step judges anew when definitions have changed, or windows have been filled. */
  sweepProfilesMax: 500,
  /** Log time between two steps that do: the lane has other work. */
  sweepEveryMs: 50,
  /** Versions that profiles of a partition may still go by; one more waits until they do not. */
  earlierVersionsMax: 16,
  /** Bytes of a log that are replayed at one go, unless one record is larger. */
  replayBytesMax: 256 * 1024,
  /** How far clocks of the broker's servers may lie apart: a log is replayed from so long before. */
  brokerClocksMsMax: 60_000,
  /** Partitions over which a replayed event is sent on; there is hardly ever more than one. */
  replayHopsMax: 16,
  /** Profiles that are looked through for members of a segment at one go: the lane has other work. */
  membersLookMax: 2_000,
  /** So often for one page: where members are few, it may hold less than was asked for. */
  membersLooksMax: 100,
  /** Members of a segment that one page holds. */
  membersPageMax: 1_000,
  /** Lines that say what a version has changed; the others are counted. */
  changeLinesMax: 20,
  /** Definition files of one version, as JSON, and the body of a call that applies them. */
  definitionsBytesMax: 8 * 1024 * 1024,
  /** Bytes that the broker keeps of definitions; half of it is made room for by dropping old versions. */
  definitionsStoreBytesMax: 128 * 1024 * 1024,
  /** Pause before the bucket of definitions is looked at again after it could not be read. */
  definitionsAgainMs: 1_000,
  /** Timers of a cold tier that are at hand, before the tier is asked for more. */
  coldTimersAtHand: 64,
  /** What one partition may spill to disk; the file grows as it is used. */
  spillBytesMax: 64 * 1024 * 1024 * 1024,
  /** Records, timers and bytes of them that are gathered before they are written to the spill. */
  spillBatchMax: 1_024,
  spillBatchBytesMax: 1024 * 1024,
  /** Bytes of records of one partition that wait in memory: places in them are 32 bits. */
  spillGatheredBytesMax: 2 * 1024 * 1024 * 1024,
  /** With less room than this on its disk nothing is spilled. */
  spillFreeBytesMin: 256 * 1024 * 1024,
  /** Share of a changelog's limit that checkpoints leave to claims. */
  changelogClaimsShare: 1 / 16,
  /** Part of a changelog that must be of no use before it is deleted. */
  changelogDeletedShare: 1 / 16,
  /** Of a changelog, what a lane takes at one go between steps; as much again is read meanwhile. */
  restoreBatchBytesMax: 1024 * 1024,
  /** Of a state that is restored, what a lane takes over at one go between steps. */
  restoreSliceBytes: 256 * 1024,
  /** Partitions that one lane restores at the same time: while one waits for the broker, another goes on. */
  laneRestoresMax: 2,
  /** Bytes of changelogs that a process holds to restore them, unless one partition alone has more. */
  restoringBytesMax: 256 * 1024 * 1024,
  /** The same of partitions that are about to come, and are still another worker's. */
  readingAheadBytesMax: 128 * 1024 * 1024,
  /** Records behind, and time beyond three checkpoints, after which `waymark status` marks a partition. */
  statusLagRecordsMax: 10_000,
  statusCheckpointSlackMs: 60_000,
  /** Times that a changelog is read because meanwhile its beginning was deleted. */
  changelogReadingsMax: 5,
  /** Workers that one remembers, those that have gone included; the longest gone is forgotten first. */
  membersMax: 1_024,
  /** Bytes of the heartbeats that the broker keeps; the oldest are dropped first. */
  heartbeatsBytesMax: 16 * 1024 * 1024,
  /** Own heartbeats of which a worker waits to hear; the oldest is given up first. */
  heartbeatsAwaitedMax: 64,
  /** How long a worker that has gone is remembered, and so are its heartbeats. */
  memberForgottenMs: 10 * 60 * 1000,
  /** A worker that goes before so many heartbeats makes the next one of its machine wait longer … */
  flapBeats: 30,
  /** … twice as long each time, up to 64 times. */
  flapDoublingsMax: 6,
  /** How long a worker that ends tries to say so. */
  leaveMsMax: 1_000,
  /** Longest pause, in heartbeats, before a partition is tried again that could not be opened or was lost. */
  claimPauseBeatsMax: 60,
  /** A log that is known to go on, but of which nothing comes for so long, is read anew. */
  readerStallMsMax: 15_000,
  /** How long a reader of a part of a stream waits for what may have been deleted before it looks. */
  rangeLookMs: 1_000,
  /** Times that it begins anew because the stream has dropped what it was about to read. */
  rangeTriesMax: 20,
  /** Tries to claim a partition while others write to its changelog. */
  claimTriesMax: 20,
} as const
