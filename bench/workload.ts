import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadDefinitions } from '../core/cluster/definition-files.js'
import { compileDefinitions, type Definitions } from '../core/definitions/definitions.js'
import { batchesOf } from '../core/demo/batches.js'
import { Counts } from '../core/demo/counts.js'
import { Plan, type PlanSettings } from '../core/demo/plan.js'
import { encodeEvents } from '../core/event/batch.js'
import type { Event } from '../core/event/event.js'
import { EventParser } from '../core/ingest/event-parser.js'
import type { DefinitionFile } from '../core/lane/protocol.js'

/** The customers of the demo, without its bound on how active one may be: Zipf with exponent 0.99. */
export const WORKLOAD: PlanSettings = {
  events: 400_000,
  people: 20_000,
  seed: 1,
  timeScale: 1,
  viewsMax: Number.POSITIVE_INFINITY,
}
/** As many as the worker's own default. */
export const PARTITIONS = 16
/** Events of one record: what ingest gathers under load. */
const RECORD_EVENTS = 64

export interface LogMessage {
  readonly partition: number
  readonly bytes: Uint8Array
}

/** A workload as ingest would have stored it: records of all partitions, in the order of their sealing. */
export interface Workload {
  readonly definitions: Definitions
  readonly files: readonly DefinitionFile[]
  readonly log: readonly LogMessage[]
  readonly events: number
  readonly bytes: number
}

export function pregenerate(): Workload {
  const files = shippedDefinitions()
  const definitions = compileDefinitions(files)
  const parser = new EventParser(definitions.identities)
  const open = Array.from({ length: PARTITIONS }, (): Event[] => [])
  const log: LogMessage[] = []
  let events = 0
  const seal = (partition: number): void => {
    const batch = open[partition] as Event[]
    if (batch.length > 0) log.push({ partition, bytes: encodeEvents(batch) })
    events += batch.length
    open[partition] = []
  }
  for (const { body } of batchesOf(new Plan(WORKLOAD), WORKLOAD.seed, new Counts(), Date.now)) {
    for (const event of parsed(parser, body)) {
      const [strongest] = event.identifiers
      if (strongest === undefined) continue
      const partition = definitions.identities.partitionOf(strongest, PARTITIONS)
      if ((open[partition]?.push(event) ?? 0) >= RECORD_EVENTS) seal(partition)
    }
  }
  for (let partition = 0; partition < PARTITIONS; partition++) seal(partition)
  return { definitions, files, log, events, bytes: log.reduce((sum, { bytes }) => sum + bytes.length, 0) }
}

function parsed(parser: EventParser, body: string): Event[] {
  const { batch } = JSON.parse(body) as { batch: unknown[] }
  const received = Date.now()
  const envelope = { source: 'bench', received, sentAt: received, context: undefined, contextSize: 0 }
  return batch.flatMap((fields) => {
    const outcome = parser.parse(fields, undefined, envelope)
    if (outcome.outcome === 'rejected') throw new Error(JSON.stringify(outcome))
    return [...outcome.events]
  })
}

/** Folder of the definitions that come with Waymark: from the sources and from `dist` alike. */
export function definitionsFolder(): string {
  for (const path of ['../config/definitions', '../../config/definitions']) {
    const folder = fileURLToPath(new URL(path, import.meta.url))
    try {
      readFileSync(`${folder}/identity.yaml`)
      return folder
    } catch {}
  }
  throw new Error('config/definitions is not where it should be')
}

function shippedDefinitions(): readonly DefinitionFile[] {
  return loadDefinitions(definitionsFolder())
}
