import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import type { ColdRecord, ColdTier, ColdTimer } from '../partition/cold-tier.js'
import { type GatheredRecord, GatheredRecords } from './gathered-records.js'
import { nameText, RECORD_KEYS, type RecordKey, timerKey } from './spill-keys.js'

interface SpillFile {
  readonly root: RootDatabase<Buffer, Buffer>
  readonly records: Database<Buffer, RecordKey>
  readonly timers: Database<Buffer, Buffer>
}

/**
 * The cold tier of one partition in an LMDB file (http://www.lmdb.tech/doc/): two ordered trees, records by
 * hash and name, timers by instant and name. Nothing is synced, and the file goes with the partition: it is
 * swap. Records wait in memory, for most that come back do so soon; those that were put longest ago are
 * written many at a time, for a transaction costs more than a put. Reads look at what waits first.
 */
export class Spill implements ColdTier {
  readonly #path: string
  /** Undefined until there is something to write. */
  #file: SpillFile | undefined
  readonly #gathered = new GatheredRecords()
  /** What becomes of timers, in order. */
  #schedules: { readonly key: Buffer; readonly name: Buffer | null }[] = []
  #unchecked = 0
  /** Bytes that records which wait in memory may take, about. */
  gatheredBytesMax: number

  /** @param path of the file; what is there is overwritten */
  constructor(path: string, gatheredBytesMax: number = LIMITS.spillBatchBytesMax) {
    this.#path = path
    this.gatheredBytesMax = gatheredBytesMax
  }

  get(hash: number, name: Identifier): Uint8Array | undefined {
    const gathered = this.#gathered.get(hash, name)
    if (gathered !== undefined) return gathered ?? undefined
    if (this.#file === undefined) return undefined
    const { records } = this.#file
    const shared = records.getBinaryFast([hash, name.type, name.value])
    if (shared === undefined) return undefined
    // The library reads into one buffer again and again; its own copies take an allocation each.
    const bytes = Buffer.allocUnsafe(shared.length)
    bytes.set(new Uint8Array(shared.buffer, shared.byteOffset, shared.length))
    return bytes
  }

  put(hash: number, name: Identifier, bytes: Uint8Array): void {
    this.#put({ hash, name, bytes })
  }

  delete(hash: number, name: Identifier): void {
    this.#put({ hash, name, bytes: null })
  }

  #put(record: GatheredRecord): void {
    this.#gathered.put(record)
    if (this.#gathered.bytes > this.gatheredBytesMax) this.#flush(this.#takeOldest())
  }

  range(from: number, until: number, max: number): ColdRecord[] {
    const range: ColdRecord[] = []
    for (let next = from; next < until && range.length < max; ) {
      const stored = this.#stored(next, until, max)
      const gathered = this.#gathered.range(next, until, max)
      // Beyond the last of either there may be more of it.
      const [storedEnd, gatheredEnd] = [stored, gathered].map((all) =>
        all.length < max ? until : (all.at(-1) as ColdRecord).hash + 1,
      ) as [number, number]
      next = Math.min(storedEnd, gatheredEnd)
      range.push(...merged(stored, gathered, next))
    }
    let end = Math.min(max, range.length)
    while (end > 0 && range[end]?.hash === range[end - 1]?.hash) end++
    return range.slice(0, end)
  }

  /** Of what is in the file. */
  #stored(from: number, until: number, max: number): ColdRecord[] {
    const range: ColdRecord[] = []
    const span = { start: [from], end: [until] }
    for (const { key, value: bytes } of this.#file?.records.getRange(span) ?? []) {
      const [hash, type = '', value = ''] = key
      if (range.length >= max && hash !== range.at(-1)?.hash) break
      range.push({ name: { type, value }, hash, bytes })
    }
    return range
  }

  schedule(name: Identifier, due: number): void {
    this.#schedules.push({ key: timerKey(due, name), name: Buffer.from(nameText(name)) })
    this.#scheduled()
  }

  unschedule(name: Identifier, due: number): void {
    this.#schedules.push({ key: timerKey(due, name), name: null })
    this.#scheduled()
  }

  timers(max: number): ColdTimer[] {
    if (this.#schedules.length > 0) this.#flush([])
    const timers: ColdTimer[] = []
    for (const { key, value } of this.#file?.timers.getRange({ limit: max }) ?? [])
      timers.push({ due: key.readDoubleBE(0), key: identifierOf(value.toString('utf8')) })
    return timers
  }

  close(): void {
    this.#gathered.clear()
    this.#schedules = []
    if (this.#file === undefined) return
    // Before it is closed, which takes its time: a later file may have this name.
    deleteFile(this.#path)
    this.#file.root.close().catch(() => {})
    this.#file = undefined
  }

  #scheduled(): void {
    if (this.#schedules.length >= LIMITS.spillBatchMax) this.#flush([])
  }

  /** As many of those that were put longest ago as are written at one go, also when less room is left. */
  #takeOldest(): GatheredRecord[] {
    const taken: GatheredRecord[] = []
    const left = Math.max(0, this.#gathered.bytes - LIMITS.spillBatchBytesMax)
    while (this.#gathered.bytes > left && !this.#gathered.isEmpty) taken.push(...this.#gathered.takeOldest())
    // In the order of the keys: neighbours stand on one page.
    return taken.sort((x, y) => x.hash - y.hash)
  }

  #flush(taken: readonly GatheredRecord[]): void {
    try {
      this.#write(taken)
    } catch (error) {
      // Who owns the partition may look at them until it is told. They stand only until the first is put.
      const copies = taken.map((record) => ({ ...record, bytes: record.bytes && Buffer.from(record.bytes) }))
      for (const record of copies) this.#gathered.put(record)
      throw error
    }
    this.#schedules = []
  }

  #write(taken: readonly GatheredRecord[]): void {
    this.#file ??= this.#open()
    const { root, records, timers } = this.#file
    for (const { bytes } of taken) this.#unchecked += bytes?.length ?? 0
    if (this.#unchecked > LIMITS.spillFreeBytesMin / 4) this.#checkRoom()
    try {
      root.transactionSync(() => {
        for (const { hash, name, bytes } of taken) {
          if (bytes === null) records.removeSync([hash, name.type, name.value])
          else records.putSync([hash, name.type, name.value], bytes as Buffer)
        }
        for (const { key, name } of this.#schedules) {
          if (name === null) timers.removeSync(key)
          else timers.putSync(key, name)
        }
      })
    } catch (cause) {
      throw full(`${this.#path} takes no more`, cause)
    }
  }

  #open(): SpillFile {
    mkdirSync(dirname(this.#path), { recursive: true })
    deleteFile(this.#path)
    this.#checkRoom()
    const root = open<Buffer, Buffer>({
      path: this.#path,
      noSubdir: true,
      noSync: true,
      overlappingSync: false,
      // No writable map: with it a page that one transaction fills and empties ends the whole process in the
      // library, https://github.com/kriszyp/lmdb-js/issues/212, and a full disk would, too.
      useWritemap: false,
      // The map would grow beyond it, and move: #checkRoom keeps the file below.
      mapSize: LIMITS.spillBytesMax,
      encoding: 'binary',
      keyEncoding: 'binary',
      compression: false,
      cache: false,
    })
    // The library's types do not have this one, its documentation does.
    const byName = { encoding: 'binary', keyEncoder: RECORD_KEYS } as const
    const records = root.openDB<Buffer, RecordKey>('records', byName)
    const timers = root.openDB<Buffer, Buffer>('timers', { encoding: 'binary', keyEncoding: 'binary' })
    return { root, records, timers }
  }

  /** Others need the disk, too; and the library would let the file grow beyond any limit. */
  #checkRoom(): void {
    this.#unchecked = 0
    const { bavail, bsize } = statfsSync(dirname(this.#path))
    if (bavail * bsize < LIMITS.spillFreeBytesMin) throw full(`the disk of ${this.#path} is full`)
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0
    if (size > LIMITS.spillBytesMax - LIMITS.spillFreeBytesMin)
      throw full(`${this.#path} has grown too large`)
  }
}

/** Both in order, up to a hash; what is gathered goes for what is stored. */
function merged(
  stored: readonly ColdRecord[],
  gathered: readonly GatheredRecord[],
  until: number,
): ColdRecord[] {
  if (gathered.length === 0) return stored.filter(({ hash }) => hash < until)
  const newer = new Map<number, GatheredRecord[]>()
  for (const record of gathered) {
    if (record.hash >= until) break
    const alike = newer.get(record.hash)
    if (alike === undefined) newer.set(record.hash, [record])
    else alike.push(record)
  }
  const all = stored.filter(
    ({ hash, name }) => hash < until && !newer.get(hash)?.some((one) => isSame(one.name, name)),
  )
  for (const alike of newer.values())
    for (const { hash, name, bytes } of alike) if (bytes !== null) all.push({ hash, name, bytes })
  return all.sort((x, y) => x.hash - y.hash)
}

function isSame(x: Identifier, y: Identifier): boolean {
  return x.value === y.value && x.type === y.type
}

function deleteFile(path: string): void {
  for (const one of [path, `${path}-lock`]) rmSync(one, { force: true })
}

function full(what: string, cause?: unknown): WaymarkError {
  return new WaymarkError('SPILL_FULL', what, 'make room, or name another folder as engine.spillDir', {
    cause,
  })
}

function identifierOf(text: string): Identifier {
  const mark = text.indexOf('\0')
  return { type: text.slice(0, mark), value: text.slice(mark + 1) }
}
