import { DateTime, IANAZone } from 'luxon'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { didYouMean } from '../base/did-you-mean.js'
import { WaymarkError } from '../base/errors.js'
import { issueWords } from '../base/issue-words.js'
import { type Path, type Place, Places } from '../definitions/places.js'
import type { Value } from '../event/event.js'
import type { Fields } from '../ingest/fields.js'

const columnName = z.string().min(1)
const cell = z.strictObject({
  column: columnName,
  as: z.enum(['text', 'number', 'boolean']).default('text'),
  /** What stands in the column → what it means; other values are mistakes. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
/** A text with `{column}` in it, a constant, or a column with its type. */
const field = z.union([z.string(), z.number(), z.boolean(), cell])
type Field = z.output<typeof field>

const time = z.strictObject({
  column: columnName,
  /** `iso`, `seconds` or `milliseconds` since the epoch, or a pattern of Luxon: `yyyyMMdd HH:mm`. */
  format: z.string().min(1).default('iso'),
  zone: z
    .string()
    .refine((name) => IANAZone.isValidZone(name), 'is no time zone: write it like Asia/Shanghai')
    .default('UTC'),
})

const mapSchema = z.strictObject({
  /** Names of the columns, for a file whose first line does not say them. */
  columns: z.array(columnName).min(1).optional(),
  /** One character, `tab`, or `whitespace`: any number of spaces. */
  separator: z
    .string()
    .refine((text) => text.length === 1 || text === 'tab' || text === 'whitespace', 'is one character')
    .default(','),
  event: z.strictObject({
    type: z.string().default('track'),
    event: field.optional(),
    name: field.optional(),
    userId: field.optional(),
    anonymousId: field.optional(),
    previousId: field.optional(),
    groupId: field.optional(),
    messageId: field.optional(),
    timestamp: time,
    receivedAt: time.optional(),
    properties: z.record(z.string(), field).default({}),
    traits: z.record(z.string(), field).default({}),
  }),
})
type Mapping = z.output<typeof mapSchema>

/** A cell that is not what the map says. */
class CellFault extends Error {}

/**
 * How the rows of a file with columns become events: `map.yaml`.
 *
 *     columns: [customer, date, total]     # none: the first line of the file names them
 *     separator: whitespace                # a comma unless told
 *     event:
 *       event: Order Completed
 *       userId: 'c{customer}'
 *       timestamp: { column: date, format: yyyyMMdd, zone: America/New_York }
 *       properties: { total: { column: total, as: number } }
 */
export class EventMap {
  readonly separator: string
  readonly #event: Mapping['event']
  readonly #path: string
  readonly #places: Places
  #columns: ReadonlyMap<string, number> | undefined

  /** @throws WaymarkError CONFIG_INVALID with every mistake */
  constructor(text: string, path: string) {
    const lineCounter = new LineCounter()
    const document = parseDocument(text, { lineCounter, prettyErrors: false })
    this.#path = path
    this.#places = new Places(text, document, lineCounter)
    const broken = document.errors.map(({ pos, message }) => this.#placed(this.#places.at(pos[0]), message))
    if (broken.length > 0) throw invalid(broken)
    const value: unknown = document.toJS() ?? {}
    const parsed = mapSchema.safeParse(value)
    if (!parsed.success) {
      const words = parsed.error.issues.flatMap((issue) => issueWords(issue, { schema: mapSchema, value }))
      const placed = words.map(({ path, message }) => ({ place: this.#places.of(path), message }))
      placed.sort((x, y) => x.place.line - y.place.line || x.place.column - y.place.column)
      throw invalid(placed.map(({ place, message }) => this.#placed(place, message)))
    }
    const { columns, separator, event } = parsed.data
    this.separator = separator
    this.#event = event
    if (columns !== undefined) this.header(columns)
  }

  /** True until it is known which column is where: then the first row says it. */
  get wantsHeader(): boolean {
    return this.#columns === undefined
  }

  /** @throws WaymarkError CONFIG_INVALID when a column is mapped that there is not */
  header(names: readonly string[]): void {
    this.#columns = new Map(names.map((name, place) => [name.trim(), place]))
    const known = this.#columns
    const missing = [...mapped(this.#event, ['event'])].filter(({ column }) => !known.has(column))
    if (missing.length === 0) return
    const words = missing.map(({ column, path }) => {
      const hint = didYouMean(column, known.keys())
      return this.#placed(
        this.#places.of(path),
        `there is no column "${column}"${hint}: there are ${names.join(', ')}`,
      )
    })
    throw invalid(words)
  }

  #placed({ line, column }: Place, what: string): string {
    return `${this.#path}:${line}:${column}: ${what}`
  }

  /** One row as a call of Segment's specification, or why it is none. */
  event(row: readonly string[]): Fields | string {
    try {
      return this.#call(row)
    } catch (error) {
      if (error instanceof CellFault) return error.message
      throw error
    }
  }

  #call(row: readonly string[]): Fields {
    const { type, timestamp, receivedAt, properties, traits, ...ids } = this.#event
    const fields: Fields = { type, timestamp: this.#instant(timestamp, row) }
    if (receivedAt !== undefined) fields.receivedAt = this.#instant(receivedAt, row)
    for (const [key, from] of Object.entries(ids)) this.#put(fields, key, from, row)
    for (const [key, group] of Object.entries({ properties, traits })) {
      const values: Fields = {}
      for (const [name, from] of Object.entries(group)) this.#put(values, name, from, row)
      if (Object.keys(values).length > 0) fields[key] = values
    }
    return fields
  }

  #put(into: Fields, key: string, from: Field | undefined, row: readonly string[]): void {
    const value = from === undefined ? undefined : this.#value(from, row)
    if (value !== undefined) into[key] = value
  }

  /** Undefined for an empty cell: it says nothing. */
  #value(from: Field, row: readonly string[]): Value | undefined {
    if (typeof from === 'string') return from.replace(PLACE, (_, column: string) => this.#cell(column, row))
    if (typeof from !== 'object') return from
    const { column, as, values } = from
    const text = this.#cell(column, row)
    if (text === '') return undefined
    if (values !== undefined) {
      const value = Object.hasOwn(values, text) ? values[text] : undefined
      if (value === undefined)
        throw new CellFault(`${column} is "${text}"${didYouMean(text, Object.keys(values))}`)
      return value
    }
    if (as === 'text') return text
    if (as === 'boolean') return booleanOf(column, text)
    const number = Number(text)
    if (!Number.isFinite(number)) throw new CellFault(`${column} is "${text}", not a number`)
    return number
  }

  #cell(column: string, row: readonly string[]): string {
    const text = row[this.#columns?.get(column) ?? -1]
    if (text === undefined)
      throw new CellFault(`the row ends after column ${row.length}: ${column} is missing`)
    return text.trim()
  }

  #instant({ column, format, zone }: z.output<typeof time>, row: readonly string[]): number {
    const text = this.#cell(column, row)
    const at = instantOf(text, format, zone)
    if (Number.isNaN(at)) throw new CellFault(`${column} is "${text}", not an instant of the form ${format}`)
    return at
  }
}

const PLACE = /\{([^{}]+)\}/g

function instantOf(text: string, format: string, zone: string): number {
  if (text === '') return Number.NaN
  if (format === 'seconds') return Math.round(Number(text) * 1000)
  if (format === 'milliseconds') return Number(text)
  const parsed =
    format === 'iso'
      ? DateTime.fromISO(text.replace(' ', 'T'), { zone })
      : DateTime.fromFormat(text, format, { zone })
  return parsed.isValid ? parsed.toMillis() : Number.NaN
}

function booleanOf(column: string, text: string): boolean {
  if (/^(true|yes|1)$/i.test(text)) return true
  if (/^(false|no|0)$/i.test(text)) return false
  throw new CellFault(`${column} is "${text}", not true or false`)
}

/** Every column that the map speaks of, and where. */
function* mapped(node: unknown, path: Path): Generator<{ column: string; path: Path }> {
  if (typeof node === 'string') for (const [, column = ''] of node.matchAll(PLACE)) yield { column, path }
  if (typeof node !== 'object' || node === null) return
  if ('column' in node && typeof node.column === 'string') {
    yield { column: node.column, path: [...path, 'column'] }
    return
  }
  for (const [key, value] of Object.entries(node)) yield* mapped(value, [...path, key])
}

function invalid(mistakes: readonly string[]): WaymarkError {
  return new WaymarkError('CONFIG_INVALID', mistakes.join('\n'), 'mend the map')
}
