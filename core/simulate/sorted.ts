import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linesOf } from './lines.js'

/** Something that came in at an instant. */
export interface Entry {
  /** Ms since the epoch. */
  readonly at: number
  /** Place in its file; entries of one instant keep this order. */
  readonly line: number
  /** One line of JSON. */
  readonly text: string
}

/** Characters that are sorted in memory; more are sorted in runs on disk, which are merged. */
const RUN_CHARACTERS_MAX = 64 * 1024 * 1024
/** Of an entry besides its text, as it lies in memory. */
const ENTRY_CHARACTERS = 64

/**
 * Sorts entries by their instants, in bounded memory whatever their number: a file that is sorted by customer
 * is as good as one that is sorted by time.
 */
export async function* sorted(
  entries: AsyncIterable<Entry>,
  runCharactersMax = RUN_CHARACTERS_MAX,
): AsyncGenerator<Entry> {
  const runs: string[] = []
  let run: Entry[] = []
  let size = 0
  let folder: string | undefined
  try {
    for await (const entry of entries) {
      run.push(entry)
      size += entry.text.length + ENTRY_CHARACTERS
      if (size <= runCharactersMax) continue
      folder ??= await mkdtemp(join(tmpdir(), 'waymark-sort-'))
      const path = join(folder, `${runs.length}.ndjson`)
      await writeRun(path, run.sort(inOrder))
      runs.push(path)
      run = []
      size = 0
    }
    run.sort(inOrder)
    if (runs.length === 0) yield* run
    else yield* merged([...runs.map(readRun), inMemory(run)])
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}

function inOrder(a: Entry, b: Entry): number {
  return a.at - b.at || a.line - b.line
}

/** Entries that are written to a run at once. */
const WRITE_ENTRIES = 10_000

async function writeRun(path: string, run: readonly Entry[]): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (let from = 0; from < run.length; from += WRITE_ENTRIES) {
      const lines = run.slice(from, from + WRITE_ENTRIES)
      await file.write(lines.map(({ at, line, text }) => `${at} ${line} ${text}\n`).join(''))
    }
  } finally {
    await file.close()
  }
}

async function* readRun(path: string): AsyncGenerator<Entry[]> {
  for await (const lines of linesOf(createReadStream(path)))
    yield lines.map(({ text = '' }) => {
      const [at = '', line = ''] = text.split(' ', 2)
      return { at: Number(at), line: Number(line), text: text.slice(at.length + line.length + 2) }
    })
}

async function* inMemory(run: Entry[]): AsyncGenerator<Entry[]> {
  yield run
}

/** One run while runs are merged. */
interface Front {
  readonly rest: AsyncIterator<Entry[]>
  batch: Entry[]
  next: number
}

/** The runs are few (a run is tens of megabytes): the first of them is found by looking at each. */
async function* merged(runs: readonly AsyncGenerator<Entry[]>[]): AsyncGenerator<Entry> {
  const fronts: Front[] = []
  for (const rest of runs) {
    const front = { rest, batch: [], next: 0 }
    if (await refilled(front)) fronts.push(front)
  }
  while (fronts.length > 0) {
    let first = 0
    for (let i = 1; i < fronts.length; i++)
      if (inOrder(headOf(fronts[i] as Front), headOf(fronts[first] as Front)) < 0) first = i
    const front = fronts[first] as Front
    yield headOf(front)
    front.next++
    if (front.next === front.batch.length && !(await refilled(front))) fronts.splice(first, 1)
  }
}

function headOf({ batch, next }: Front): Entry {
  return batch[next] as Entry
}

async function refilled(front: Front): Promise<boolean> {
  for (;;) {
    const { done, value } = await front.rest.next()
    if (done === true) return false
    front.batch = value
    front.next = 0
    if (value.length > 0) return true
  }
}
