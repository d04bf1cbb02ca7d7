import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import type { LogRecord, Opened, StepOutcome } from '../lane/protocol.js'
import { isIndispensable } from '../partition/skipped-record.js'
import {
  type Harm,
  isGuilty,
  type Skip,
  type Suspect,
  suspectOf,
  type Trial,
  trialEnd,
  withoutApplied,
} from '../partition/suspicion.js'
import type { Changelog } from './changelog.js'
import type { TaskRunner } from './lane.js'
import { type FedRecords, pack, summarise } from './lane-feed.js'
import type { Turns } from './turns.js'
import { waymarkVersion } from './version.js'

/** So many owners in a row that have got nowhere: the next one takes care. */
const CLAIMS_IN_VAIN = 2

const PROGRAM = waymarkVersion()

/** There is no suspect any more. */
const NOTHING: Trial = { from: 0, to: 0, attempt: 0, program: PROGRAM }

/** How far care is to be taken, and why. */
export interface Care {
  /** Of the restored state. */
  readonly from: number
  /** Care is taken up to this offset. */
  readonly until: number
  readonly suspect: Suspect | undefined
  /** What the suspect has done, when this process saw it. */
  readonly reason: string | undefined
}

/**
 * @param harm what a record has done to this process; else the changelog may tell of an earlier one
 * @param program the version of Waymark that opens the partition
 */
export function careOf(
  opened: Opened,
  harm: Harm | undefined,
  lastSequence: number,
  program = PROGRAM,
): Care | undefined {
  const { offset: from, trial, tries, claims } = opened
  const suspect = harm?.suspect ?? (trial && suspectOf(trial, tries, program))
  const until = Math.max(suspect?.to ?? 0, claims > CLAIMS_IN_VAIN ? lastSequence : 0)
  return until > from ? { from, until, suspect, reason: harm?.reason } : undefined
}

export interface TrialSettings extends Care {
  readonly partition: number
  readonly lane: TaskRunner
  readonly changelog: Pick<Changelog, 'trial' | 'skip'>
  /** One at a time in the process: its death must tell of one trial only. */
  readonly turns: Turns
  readonly log: Log
  /** The oldest record that waits and may go. */
  readonly next: () => LogRecord | undefined
  readonly take: () => void
  readonly stepped: (outcome: StepOutcome, fed: FedRecords) => void
  /** Records that are skipped already; what is decided here is added. */
  readonly skips: Skip[]
}

/**
 * Applies records with care, after deaths: what is about to be tried is written to the changelog before, so
 * that each death, also of the whole process, tells more. Of many suspects a half is tried at a time; one
 * that has done harm `LIMITS.recordAttemptsMax` times, or `LIMITS.unseenAttemptsMax` times when nobody has
 * seen it, is skipped, for good.
 *
 *     suspect   [ 5 6 7 8 ]    trial 5-6 dies: [ 5 6 ]    trial 5 goes well: [ 6 ]    6 dies, dies: skip
 */
export class Trials {
  readonly #settings: TrialSettings
  #suspect: Suspect | undefined
  #applied: number
  #trial: Trial | undefined
  #wake: () => void = () => {}
  #stopped = false

  constructor(settings: TrialSettings) {
    this.#settings = settings
    this.#suspect = settings.suspect
    this.#applied = settings.from
  }

  /**
   * Resolves when care is over; true when all went well, false when it was ended by `stop`.
   * @throws WaymarkError RECORD_POISONOUS when a record does harm that cannot be skipped, LANE_LOST,
   *   PARTITION_LOST
   */
  async run(): Promise<boolean> {
    const { partition, turns, until, next, log } = this.#settings
    log.warn(`partition ${partition} goes on with care`, { from: this.#applied + 1, until })
    while (this.#applied < until) {
      while (next() === undefined && !this.#stopped)
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      if (this.#stopped) return false
      await this.#judge()
      await turns.take(async () => {
        if (!this.#stopped) await this.#try()
      })
      if (this.#stopped) return false
    }
    return true
  }

  /** What the death of a lane at this record says. */
  suspectAt(offset: number): Suspect {
    const trial = this.#trial
    const alone = trial?.from === offset && trial.to === offset
    return { from: offset, to: offset, deaths: alone ? trial.attempt : 1 }
  }

  /** There may be records, or room for what they say. */
  wake(): void {
    this.#wake()
  }

  stop(): void {
    this.#stopped = true
    this.#wake()
  }

  /** Skips the record that comes next, if it has done harm often enough. */
  async #judge(): Promise<void> {
    const { partition, changelog, lane, skips, log, next, reason } = this.#settings
    const record = next()
    const suspect = this.#suspect && withoutApplied(this.#suspect, (record?.offset ?? 0) - 1)
    this.#suspect = suspect
    if (suspect === undefined || !isGuilty(suspect, reason !== undefined) || record?.offset !== suspect.from)
      return
    const { offset, bytes } = record
    if (isIndispensable(bytes) || skips.length >= LIMITS.skipsMax) {
      // What was seen here nobody who opens it again has to see for itself.
      const attempt = LIMITS.unseenAttemptsMax
      if (suspect.deaths < attempt)
        await changelog.trial({ from: offset, to: offset, attempt, program: PROGRAM })
      throw this.#hopeless(record)
    }
    const times = `${suspect.deaths} times`
    const skip: Skip = {
      offset,
      reason: reason === undefined ? `it ended the process ${times}` : `${times}: ${reason}`,
    }
    await changelog.skip(skip)
    skips.push(skip)
    await lane.run({ kind: 'skip', partition, ...skip })
    log.error(`record ${offset} of partition ${partition} is skipped: it is in the dead-letter stream`, {
      reason: skip.reason,
    })
    this.#suspect = undefined
  }

  async #try(): Promise<void> {
    const { partition, changelog, lane, stepped } = this.#settings
    const records = this.#gather()
    const [first] = records
    const last = records.at(-1)
    if (first === undefined || last === undefined) return
    const isAlone = this.#suspect?.from === first.offset && this.#suspect.to === last.offset
    const attempt = isAlone ? (this.#suspect?.deaths ?? 0) + 1 : 1
    const trial: Trial = { from: first.offset, to: last.offset, attempt, program: PROGRAM }
    await changelog.trial(trial)
    this.#trial = trial
    const fed = summarise(records).get(partition)
    const { steps } = await lane.run({ kind: 'step', records: pack(records) })
    const [outcome] = steps
    if (outcome === undefined || fed === undefined) throw new Error('a trial was not answered')
    this.#applied = last.offset
    stepped(outcome, fed)
    if (this.#stopped) return
    await this.#passed(last.offset)
  }

  /** Told before anything else is tried: else the next death would speak against these records again. */
  async #passed(offset: number): Promise<void> {
    const rest = this.#suspect && withoutApplied(this.#suspect, offset)
    this.#suspect = rest
    this.#trial = undefined
    await this.#settings.changelog.trial(
      rest === undefined ? NOTHING : { ...rest, attempt: 0, program: PROGRAM },
    )
  }

  /** Takes the records of the next trial. */
  #gather(): LogRecord[] {
    const { next, take, until } = this.#settings
    const before = (next()?.offset ?? 0) - 1
    const end = this.#suspect === undefined ? until : trialEnd(this.#suspect, before)
    const records: LogRecord[] = []
    let bytes = 0
    for (let record = next(); record !== undefined && record.offset <= end; record = next()) {
      bytes += record.bytes.length
      if (records.length > 0 && bytes > LIMITS.trialBytesMax) break
      take()
      records.push(record)
    }
    return records
  }

  #hopeless({ offset, bytes }: LogRecord): WaymarkError {
    const { partition, skips, reason } = this.#settings
    const why = isIndispensable(bytes) ? 'it puts definitions into force' : `${skips.length} are skipped`
    return new WaymarkError(
      'RECORD_POISONOUS',
      `record ${offset} of partition ${partition} does harm (${reason ?? 'the process ended'}), but ${why}`,
      'start a version of Waymark, or definitions, that can apply it',
    )
  }
}

export function isLaneLost(error: unknown): boolean {
  return error instanceof WaymarkError && error.code === 'LANE_LOST'
}
