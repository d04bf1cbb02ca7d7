import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Identifier } from '../event/event.js'
import type { ColdRecord, ColdTier, ColdTimer } from '../partition/cold-tier.js'
import { nameText, RECORD_KEYS, type RecordKey, timerKey } from './spill-keys.js'

/** Null bytes: to be deleted. */
interface PendingRecord {
  readonly hash: number
  readonly name: Identifier
  readonly bytes: Uint8Array | null
}

interface SpillFile {
  readonly root: RootDatabase<Buffer, Buffer>
  readonly records: Database<Buffer, RecordKey>
  readonly timers: Database<Buffer, Buffer>
}

/**
 * The cold tier of one partition in an LMDB file (http://www.lmdb.tech/doc/): two ordered trees, records by
 * hash and name, timers by instant and name. Nothing is synced, and the file goes with the partition: it is
 * swap. Writes are gathered, for a transaction costs more than a put; reads look at what is gathered first.
 */
export class Spill implements ColdTier {
  readonly #path: string
  /** Undefined until there is something to write. */
  #file: SpillFile | undefined
  /** Records that are not written yet, by hash. */
  #pending = new Map<number, PendingRecord>()
  /** What becomes of timers, in order. */
  #schedules: { readonly key: Buffer; readonly name: Buffer | null }[] = []
  #pendingBytes = 0
  #unchecked = 0

  /** @param path of the file; what is there is overwritten */
  constructor(path: string) {
    this.#path = path
  }

  get(hash: number, name: Identifier): Uint8Array | undefined {
    const pending = this.#pending.get(hash)
    if (pending !== undefined && isSame(pending.name, name)) return pending.bytes ?? undefined
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
    this.#gathered(bytes.length)
  }

  delete(hash: number, name: Identifier): void {
    this.#put({ hash, name, bytes: null })
    this.#gathered(0)
  }

  #put(record: PendingRecord): void {
    const other = this.#pending.get(record.hash)
    // Two names with one hash: hardly ever.
    if (other !== undefined && !isSame(other.name, record.name)) this.#flush()
    this.#pending.set(record.hash, record)
  }

  range(from: number, until: number, max: number): ColdRecord[] {
    this.#flush()
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
    this.#gathered(0)
  }

  unschedule(name: Identifier, due: number): void {
    this.#schedules.push({ key: timerKey(due, name), name: null })
    this.#gathered(0)
  }

  timers(max: number): ColdTimer[] {
    this.#flush()
    const timers: ColdTimer[] = []
    for (const { key, value } of this.#file?.timers.getRange({ limit: max }) ?? [])
      timers.push({ due: key.readDoubleBE(0), key: identifierOf(value.toString('utf8')) })
    return timers
  }

  close(): void {
    this.#pending.clear()
    this.#schedules = []
    if (this.#file === undefined) return
    // Before it is closed, which takes its time: a later file may have this name.
    deleteFile(this.#path)
    this.#file.root.close().catch(() => {})
    this.#file = undefined
  }

  #gathered(bytes: number): void {
    this.#pendingBytes += bytes
    const count = this.#pending.size + this.#schedules.length
    if (count >= LIMITS.spillBatchMax || this.#pendingBytes >= LIMITS.spillBatchBytesMax) this.#flush()
  }

  #flush(): void {
    if (this.#pending.size === 0 && this.#schedules.length === 0) return
    this.#file ??= this.#open()
    const { root, records: tree, timers } = this.#file
    this.#unchecked += this.#pendingBytes
    if (this.#unchecked > LIMITS.spillFreeBytesMin / 4) this.#checkRoom()
    // In the order of the keys: neighbours stand on one page.
    const records = [...this.#pending.values()].sort((x, y) => x.hash - y.hash)
    try {
      root.transactionSync(() => {
        for (const { hash, name, bytes } of records) {
          if (bytes === null) tree.removeSync([hash, name.type, name.value])
          else tree.putSync([hash, name.type, name.value], bytes as Buffer)
        }
        for (const { key, name } of this.#schedules) {
          if (name === null) timers.removeSync(key)
          else timers.putSync(key, name)
        }
      })
    } catch (cause) {
      throw full(`${this.#path} takes no more`, cause)
    }
    this.#pending = new Map()
    this.#schedules = []
    this.#pendingBytes = 0
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
