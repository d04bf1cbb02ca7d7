import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import { NotUtf8, readText, Utf8Watch } from '../cluster/text-file.js'
import type { Definitions } from '../definitions/definitions.js'
import { EventParser } from '../ingest/event-parser.js'
import { type Fields, isFields } from '../ingest/fields.js'
import { instant } from '../ingest/instant.js'
import { rejectionText } from '../ingest/rejection.js'
import { Spills } from '../lane/spills.js'
import { EventMap } from './event-map.js'
import type { FactsFile } from './facts-file.js'
import { History } from './history.js'
import { linesOf } from './lines.js'
import { rowsOf } from './rows.js'
import { type Entry, sorted } from './sorted.js'
import { type JourneyCounts, type SegmentCounts, ToldCounts } from './told-counts.js'

export interface SimulateOptions {
  readonly definitions: Definitions
  /** NDJSON of calls of Segment's specification, or with a map a file with columns. */
  readonly events: string
  /** How rows become events: `EventMap`. */
  readonly map?: string
  readonly partitions: number
  /** Time goes on to this instant after the last event, ms since the epoch. */
  readonly until?: number
  readonly facts: FactsFile
  /** Bytes that profiles may take in memory, by estimate; the others lie on disk meanwhile. */
  readonly hotBytesMax?: number
  readonly onProgress: (progress: SimulateProgress) => void
}

export interface SimulateProgress {
  /** Share of the work that is done: reading and sorting is half of it, telling the other. */
  readonly share: number
  /** Told so far. */
  readonly events: number
  /** Log time, ms. */
  readonly now: number
}

export interface Simulated {
  /** Calls that were taken. */
  readonly events: number
  readonly rejected: number
  /** The first of what was rejected: `line 7: …`. */
  readonly reasons: readonly string[]
  /** Events that came in after they had happened: they count where they belong. */
  readonly late: number
  readonly from: number
  readonly until: number
  readonly profiles: number
  /** Of these, how many lay on disk in the end. */
  readonly cold: number
  readonly identifiers: number
  /** Number of facts by kind. */
  readonly facts: ReadonlyMap<string, number>
  /** All of the definitions, by name: also those of which nothing was said. */
  readonly segments: readonly SegmentCounts[]
  readonly journeys: readonly JourneyCounts[]
}

/** Reasons that are kept to be shown. */
const REASONS_MAX = 5
/** Calls between two looks at the world outside. */
const TOLD_AT_ONCE = 1_000

interface Call {
  readonly line: number
  readonly fields: Fields
}

/**
 * Runs definitions over a recorded history: the engine of a live cluster on a clock that follows the events.
 * No channel is called; deliveries are facts.
 * @throws WaymarkError when a file cannot be read or written, or no event of it can be used
 */
export async function simulate(options: SimulateOptions): Promise<Simulated> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-simulate-'))
  const spills = new Spills({ folder, hotBytesMax: options.hotBytesMax ?? LIMITS.simulationHotBytesMax })
  try {
    return await new Simulation(options, spills).run()
  } finally {
    for (let number = 0; number < options.partitions; number++) spills.close(number)
    await rm(folder, { recursive: true, force: true })
  }
}

class Simulation {
  readonly #options: SimulateOptions
  readonly #history: History
  readonly #parser: EventParser
  readonly #map: EventMap | undefined
  readonly #facts = new Map<string, number>()
  readonly #counts: ToldCounts
  readonly #reasons: string[] = []
  /** Share of the file that is read. */
  #readShare = 0
  #read = 0
  #told = 0
  #events = 0
  #rejected = 0
  #late = 0
  #from = Number.NaN

  constructor(options: SimulateOptions, spills: Spills) {
    const { definitions, partitions, facts, map } = options
    this.#options = options
    this.#counts = new ToldCounts(definitions)
    this.#parser = new EventParser(definitions.identities)
    this.#map = map === undefined ? undefined : new EventMap(textOf(map), map)
    this.#history = new History(definitions, partitions, {
      fact: (kind, line) => {
        this.#facts.set(kind, (this.#facts.get(kind) ?? 0) + 1)
        this.#counts.add(kind, line)
        facts.write(line)
      },
      deadLetter: (reason) => this.#reject(reason),
      cold: (number) => spills.open(number),
    })
    spills.share(this.#history.partitions)
  }

  async run(): Promise<Simulated> {
    const { events: path, until, facts } = this.#options
    try {
      await this.#tell(path)
    } catch (error) {
      if (error instanceof WaymarkError) throw error
      if (error instanceof NotUtf8) throw new WaymarkError('EVENTS_UNREADABLE', error.message, error.todo)
      const todo = this.#map === undefined ? 'name a file of events' : 'mend the file or the map'
      throw new WaymarkError('EVENTS_UNREADABLE', `${path}: ${errorLine(error)}`, todo, { cause: error })
    }
    if (this.#events === 0) {
      const why = this.#reasons[0] ?? 'it is empty'
      throw new WaymarkError(
        'EVENTS_UNREADABLE',
        `${path} has no event that can be used: ${why}`,
        this.#map === undefined
          ? 'mend them, or say with --map what the columns of a CSV file are'
          : 'mend them',
      )
    }
    if (until !== undefined) this.#history.until(until)
    await facts.close()
    const { now, totals } = this.#history
    const counts = { events: this.#events, rejected: this.#rejected, late: this.#late }
    const { segments, journeys } = this.#counts
    const told = { reasons: this.#reasons, facts: this.#facts, segments, journeys }
    return { ...counts, ...totals, ...told, from: this.#from, until: now }
  }

  /** In the order of time, whatever that of the file. */
  async #tell(path: string): Promise<void> {
    const { facts } = this.#options
    for await (const { at, line, text } of sorted(this.#entries(path))) {
      this.#call(line, at, JSON.parse(text) as Fields)
      if (++this.#told % TOLD_AT_ONCE > 0) continue
      await facts.room()
      this.#progress()
      // A signal must be heard.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async *#entries(path: string): AsyncGenerator<Entry> {
    const { size } = await stat(path)
    const chunks = async function* (this: Simulation): AsyncGenerator<Uint8Array> {
      let bytes = 0
      const watch = new Utf8Watch(path)
      for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
        watch.take(chunk as Uint8Array)
        yield chunk as Uint8Array
        bytes += (chunk as Uint8Array).length
        this.#readShare = bytes / size
        this.#progress()
      }
      watch.end()
    }.bind(this)
    const calls = this.#map === undefined ? this.#lines(chunks()) : this.#rows(chunks(), this.#map)
    for await (const { line, fields } of calls) {
      const at = receivedAt(fields)
      if (Number.isNaN(at))
        this.#reject(`line ${line}: it has no timestamp, and no receivedAt, that is an instant`)
      else {
        this.#read++
        yield { at, line, text: JSON.stringify(fields) }
      }
    }
  }

  async *#lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Call> {
    for await (const lines of linesOf(chunks))
      for (const { number: line, text } of lines) {
        if (text?.trim() === '') continue
        const fields = parsed(text)
        if (typeof fields === 'string') this.#reject(`line ${line}: ${fields}`)
        else yield { line, fields }
      }
  }

  async *#rows(chunks: AsyncIterable<Uint8Array>, map: EventMap): AsyncGenerator<Call> {
    for await (const { line, cells } of rowsOf(chunks, map)) {
      if (map.wantsHeader) {
        map.header(cells)
        continue
      }
      const fields = map.event(cells)
      if (typeof fields === 'string') this.#reject(`line ${line}: ${fields}`)
      else yield { line, fields }
    }
  }

  #call(line: number, received: number, fields: Fields): void {
    // Twice the same simulation says the same: ids are not left to chance.
    if ((fields.messageId ?? '') === '') fields.messageId = `line-${line}`
    const envelope = { source: 'file', received, sentAt: Number.NaN, context: undefined, contextSize: 0 }
    const parsed = this.#parser.parse(fields, undefined, envelope)
    if (parsed.outcome === 'rejected') {
      this.#reject(`line ${line}: ${rejectionText(parsed)}`)
      return
    }
    if (Number.isNaN(this.#from)) this.#from = received
    if ((parsed.events[0]?.time ?? received) < received) this.#late++
    this.#events++
    this.#history.events(parsed.events, received, line)
  }

  #progress(): void {
    const share = this.#readShare / 2 + (this.#told === 0 ? 0 : this.#told / this.#read / 2)
    this.#options.onProgress({ share, events: this.#told, now: this.#history.now })
  }

  #reject(reason: string): void {
    this.#rejected++
    if (this.#reasons.length < REASONS_MAX) this.#reasons.push(reason)
  }
}

/** When the event came in: as the file says, else when it happened. */
function receivedAt({ receivedAt, sentAt, originalTimestamp, timestamp }: Fields): number {
  if (receivedAt !== undefined && receivedAt !== null) return instant(receivedAt)
  if (sentAt !== undefined && sentAt !== null) return instant(sentAt)
  return instant(originalTimestamp ?? timestamp)
}

/** The fields of one line, or what is wrong with it. */
function parsed(text: string | undefined): Fields | string {
  if (text === undefined) return 'it is too long'
  try {
    const fields: unknown = JSON.parse(text)
    return isFields(fields) ? fields : 'it is no JSON object'
  } catch (error) {
    return errorLine(error)
  }
}

function textOf(path: string): string {
  try {
    return readText(path)
  } catch (cause) {
    if (cause instanceof NotUtf8) throw new WaymarkError('CONFIG_INVALID', cause.message, cause.todo)
    throw new WaymarkError('CONFIG_INVALID', `cannot read ${path}`, 'name a map with --map', { cause })
  }
}
