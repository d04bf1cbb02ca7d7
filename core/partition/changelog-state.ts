import { type Change, type ChangelogOwner, type Commit, decodeChange } from './change-codec.js'
import { addHash, entryHash, entryHead } from './entry-codec.js'
import { Suspicion } from './suspicion.js'

/** A message of a changelog that cannot be used. */
export interface ChangelogFlaw {
  readonly sequence: number
  readonly reason: string
}

interface Held {
  readonly bytes: Uint8Array
  /** Its share of the state's hash; undefined: it says nothing of a node. */
  readonly hash: number | undefined
}

/** What entries up to some commit say, the newest of each name. */
interface Gathered {
  /** Everything written from this sequence on is in it. */
  readonly from: number
  readonly entries: Map<string, Held>
  nodes: number
  hash: number
  /** Holds the whole state: the sweep has gone round since `from`. */
  whole: boolean
}

/** Entries of a checkpoint whose commit has not come yet. */
interface Staged {
  readonly checkpoint: number
  readonly entries: Map<string, Held>
  /** Sequences of its chunks. */
  readonly chunks: number[]
  /** Of an entry that goes on in the next chunk. */
  pieces: readonly Uint8Array[]
}

/**
 * Gathers the state of a partition from its changelog, message by message, in one reading.
 *
 *     … claim | chunk chunk commit | chunk ✗ commit | chunk commit | … chunk commit |
 *                            ^ best: whole             ^ gathered anew, whole when the sweep has gone round
 *
 * A commit counts when all that was written since its sweep began is here and unharmed, and its entries sum
 * up to its hash. A flaw refuses the checkpoint that it stands in, and what was gathered so far is kept as it
 * was at the last commit that counted.
 *
 *     … commit | chunk chunk | claim torn      its owner came to no commit: the next one deletes the chunks,
 *                                              and says so before
 */
export class ChangelogState {
  /** What it tells about records that do harm. */
  readonly suspicion = new Suspicion()
  readonly #owner: ChangelogOwner
  readonly #refused: ReadonlyMap<number, string>
  readonly #flaws: ChangelogFlaw[] = []
  /** Sequences of what was refused or is missing, first and last. */
  readonly #lost: [number, number][] = []
  #gathered: Gathered = gatheredFrom(0)
  #best: { readonly gathered: Gathered; readonly commit: Commit; readonly sequence: number } | undefined
  #staged: Staged | undefined
  readonly #torn: number[] = []
  /** Torn chunks that may have been deleted. */
  readonly #deletable = new Set<number>()
  /** First and last of messages that are missing, as long as no one has said that they are torn chunks. */
  #holes: [number, number][] = []
  #commits = 0
  #epoch = 0
  /** The newest checkpoint of this epoch. */
  #checkpoint = 0
  #last = 0
  /** The rest of a checkpoint that was refused is passed over. */
  #passing = false

  /** @param refused sequences of commits whose state could not be restored, and why */
  constructor(owner: ChangelogOwner, refused: ReadonlyMap<number, string> = new Map()) {
    this.#owner = owner
    this.#refused = refused
  }

  /** Takes the next message. Messages come in the order of the stream, from its first one on. */
  add(sequence: number, bytes: Uint8Array): void {
    if (this.#last === 0) this.#gathered = gatheredFrom(sequence)
    else if (sequence !== this.#last + 1) this.#holes.push([this.#last + 1, sequence - 1])
    this.#last = sequence
    try {
      const change = decodeChange(bytes, this.#owner)
      this.suspicion.add(change)
      this.#apply(sequence, change)
    } catch (error) {
      this.#refuse(sequence, sequence, error instanceof Error ? error.message : String(error))
    }
  }

  /** What was refused, in order; all messages were taken. */
  get flaws(): readonly ChangelogFlaw[] {
    this.#refuseHoles()
    const { from } = this.#gathered
    if (this.#best !== undefined || this.#flaws.length > 0) return this.#flaws
    // Nothing is deleted before the first commit: where the first message is not there any more, one was.
    if (this.#commits === 0 && from <= 1) return []
    const reason = `it begins at ${from}: none of its ${this.#commits} commits is whole`
    return [{ sequence: from, reason }]
  }

  /** The newest commit that counts. */
  get commit(): Commit | undefined {
    return this.#best?.commit
  }

  /** Where it stands; 0 for none. */
  get commitSequence(): number {
    return this.#best?.sequence ?? 0
  }

  /** Sequences of chunks that no commit followed, nor will: they only take room. */
  get torn(): readonly number[] {
    return this.#torn
  }

  /** Bytes of its entries. */
  get entryBytes(): number {
    let sum = 0
    for (const { bytes } of this.#best?.gathered.entries.values() ?? []) sum += bytes.length
    return sum
  }

  /** Its entries, each once; they are given away. */
  *takeEntries(): Generator<Uint8Array> {
    const entries = this.#best?.gathered.entries ?? []
    if (this.#best !== undefined) this.#best = { ...this.#best, gathered: gatheredFrom(0) }
    for (const [, { bytes }] of entries) yield bytes
  }

  #apply(sequence: number, change: Change): void {
    // Chunks are deleted from the last one on, and before anything else is written.
    if (change.kind === 'chunk' || change.kind === 'commit') this.#refuseHoles()
    if (change.kind === 'claim') {
      if (change.epoch !== sequence) throw new Error(`the claim of epoch ${change.epoch} stands elsewhere`)
      this.#epoch = sequence
      this.#checkpoint = 0
      this.#torn.push(...(this.#staged?.chunks ?? []))
      this.#staged = undefined
      this.#passing = false
      return
    }
    // The log may begin after the claim, or its claim cannot be read.
    if (this.#epoch === 0 || (change.epoch > this.#epoch && this.#isLost(change.epoch))) {
      this.#epoch = change.epoch
      this.#checkpoint = 0
    }
    if (change.epoch !== this.#epoch)
      throw new Error(`written by the owner of epoch ${change.epoch} in epoch ${this.#epoch}`)
    if (change.kind === 'chunk') this.#stage(change, sequence)
    else if (change.kind === 'commit') this.#commit(change.checkpoint, change.commit, sequence)
    else if (change.kind === 'torn') this.#excuse(change.chunks)
  }

  #excuse(chunks: readonly number[]): void {
    for (const sequence of chunks) this.#deletable.add(sequence)
    this.#holes = this.#holes.filter(([first, last]) => {
      for (let sequence = first; sequence <= last; sequence++) if (!this.#deletable.has(sequence)) return true
      return false
    })
  }

  #refuseHoles(): void {
    for (const [first, last] of this.#holes.splice(0))
      this.#refuse(first, last, `${last - first + 1} messages are missing`)
  }

  #stage(chunk: Extract<Change, { kind: 'chunk' }>, sequence: number): void {
    const { checkpoint, index, entries, open } = chunk
    if (index === 0 && this.#staged === undefined) {
      this.#passing = false
      this.#staged = this.#begun(checkpoint)
    }
    if (this.#passing) return
    const staged = this.#staged
    if (staged?.checkpoint !== checkpoint || staged.chunks.length !== index)
      throw new Error(`chunk ${index} of checkpoint ${checkpoint} stands ${place(staged)}`)
    staged.chunks.push(sequence)
    for (const [i, bytes] of entries.entries()) {
      const entry = i === 0 && staged.pieces.length > 0 ? joined([...staged.pieces, bytes]) : bytes
      const goesOn = open && i === entries.length - 1
      if (i === 0) staged.pieces = goesOn ? [...staged.pieces, bytes] : []
      else if (goesOn) staged.pieces = [bytes]
      if (goesOn) continue
      const { key, isNode } = entryHead(entry)
      staged.entries.set(key, { bytes: entry, hash: isNode ? entryHash(entry) : undefined })
    }
  }

  /** What was written before may stand here once more: by its number it is found out. */
  #begun(checkpoint: number): Staged {
    if (checkpoint <= this.#checkpoint)
      throw new Error(`checkpoint ${checkpoint} stands behind checkpoint ${this.#checkpoint}`)
    this.#checkpoint = checkpoint
    return { checkpoint, entries: new Map(), chunks: [], pieces: [] }
  }

  #commit(checkpoint: number, commit: Commit, sequence: number): void {
    if (this.#passing) {
      this.#passing = false
      return
    }
    const refused = this.#refused.get(sequence)
    if (refused !== undefined) throw new Error(refused)
    const staged = this.#staged ?? this.#begun(checkpoint)
    if (
      staged.checkpoint !== checkpoint ||
      staged.chunks.length !== commit.chunks ||
      staged.pieces.length > 0
    )
      throw new Error(
        `a commit of ${commit.chunks} chunks of checkpoint ${checkpoint} stands ${place(staged)}`,
      )
    this.#commits++
    const gathered = this.#gathered
    const whole = gathered.whole || gathered.from <= 1 || commit.sweepFrom >= gathered.from
    const sum = sumWith(gathered, staged.entries)
    if (whole && (sum.hash !== commit.stateHash || sum.nodes !== commit.entries))
      throw new Error(
        `${sum.nodes} nodes with hash ${sum.hash}, committed were ${commit.entries} with ${commit.stateHash}`,
      )
    for (const [key, held] of staged.entries) gathered.entries.set(key, held)
    Object.assign(gathered, sum, { whole })
    this.#staged = undefined
    if (whole) this.#best = { gathered, commit, sequence }
  }

  #refuse(sequence: number, last: number, reason: string): void {
    this.#flaws.push({ sequence, reason })
    this.#lost.push([sequence, last])
    this.#staged = undefined
    this.#passing = true
    this.#gathered = gatheredFrom(last + 1)
  }

  #isLost(sequence: number): boolean {
    return this.#lost.some(([first, last]) => first <= sequence && sequence <= last)
  }
}

function gatheredFrom(from: number): Gathered {
  return { from, entries: new Map(), nodes: 0, hash: 0, whole: false }
}

/** The sums when these entries take the place of those before them. */
function sumWith(gathered: Gathered, entries: ReadonlyMap<string, Held>): { nodes: number; hash: number } {
  let { nodes, hash } = gathered
  for (const [key, held] of entries) {
    const before = gathered.entries.get(key)?.hash
    if (before !== undefined) {
      nodes--
      hash = addHash(hash, -before)
    }
    if (held.hash !== undefined) {
      nodes++
      hash = addHash(hash, held.hash)
    }
  }
  return { nodes, hash }
}

function place(staged: Staged | undefined): string {
  if (staged === undefined) return 'where a checkpoint should begin'
  return `behind ${staged.chunks.length} chunks of checkpoint ${staged.checkpoint}`
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
