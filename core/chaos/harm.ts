/**
 * Loaded into engines before all else, threads included, for scenarios that want a thread to die in the midst
 * of a step: at a record that holds one of the words below, each time, or once, when a file says so.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { Partition } from '../partition/partition.js'
import { HARM_FILE, HARMLESS_FILE, HARMS, type Harm } from './harms.js'

const LOOK_MS = 20

const DEEDS: Readonly<Record<Harm, () => void>> = {
  throw: () => {
    throw new TypeError('a bug in a step')
  },
  exit: () => process.exit(3),
  loop: () => {
    for (;;);
  },
  memory: () => {
    for (const all: number[][] = []; ; ) all.push(new Array(100_000).fill(all.length))
  },
  kill: () => process.kill(process.pid, 'SIGKILL'),
}

/** Takes the file away, so that harm is done once. */
function harmOfFile(file: string): Harm | undefined {
  if (!existsSync(file)) return undefined
  const kind = readFileSync(file, 'utf8')
  rmSync(file)
  return HARMS.find((one) => one === kind)
}

if (!isMainThread) {
  const file = process.env[HARM_FILE] ?? ''
  const harmless = process.env[HARMLESS_FILE] ?? ''
  const words = HARMS.map((kind) => ({ kind, bytes: Buffer.from(`chaos-${kind}`) }))
  const step = Partition.prototype.step
  let looked = 0
  Partition.prototype.step = function (record) {
    const outcome = step.call(this, record)
    const bytes = Buffer.from(record.bytes.buffer, record.bytes.byteOffset, record.bytes.length)
    const word = bytes.includes('chaos-') ? words.find((one) => bytes.includes(one.bytes)) : undefined
    if (word !== undefined && !existsSync(harmless)) DEEDS[word.kind]()
    if (performance.now() - looked < LOOK_MS) return outcome
    looked = performance.now()
    const kind = harmOfFile(file)
    if (kind !== undefined) DEEDS[kind]()
    return outcome
  }
}
