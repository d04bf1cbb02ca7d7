import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endsWithUs } from './companion.js'

export interface ClaimantOrder {
  readonly what: 'claim' | 'write'
  readonly namespace: string
}

export interface ClaimantReport {
  readonly epoch: number
  /** False: another one has the partition. */
  readonly done: boolean
}

interface Claimant {
  readonly child: ChildProcess
  readonly lines: Interface
}

const PROGRAM = fileURLToPath(new URL('./claimant.js', import.meta.url))

/** Processes that all want the same partition, and do as they are told at the same time. */
export class Claimants {
  readonly #all: readonly Claimant[]

  constructor(count: number, servers: readonly string[]) {
    this.#all = Array.from({ length: count }, (_, i) => {
      const child = spawn(process.execPath, [PROGRAM, servers.join(','), `claimant-${i}`], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      endsWithUs(child)
      return { child, lines: createInterface({ input: child.stdout }) }
    })
  }

  /** What each says to an order that all get at once. */
  tell(order: ClaimantOrder): Promise<ClaimantReport[]> {
    return Promise.all(
      this.#all.map(
        ({ child, lines }, i) =>
          new Promise<ClaimantReport>((resolve, reject) => {
            const ended = () => reject(new Error(`claimant ${i} has ended`))
            child.once('exit', ended)
            lines.once('line', (line) => {
              child.off('exit', ended)
              resolve(JSON.parse(line) as ClaimantReport)
            })
            child.stdin?.write(`${JSON.stringify(order)}\n`)
          }),
      ),
    )
  }

  async stop(): Promise<void> {
    const gone = ({ child }: Claimant) =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.kill('SIGKILL')
      })
    await Promise.all(this.#all.map(gone))
  }
}
