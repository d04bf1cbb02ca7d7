import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endsWithUs } from './companion.js'

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url))
/** How long a worker may take until it says that it has started: that its share of the partitions is open. */
const START_MS_MAX = 120_000

/** What a worker says of itself when it has started. */
interface Started {
  readonly worker: string
  readonly ingest?: string
  readonly admin: string
}

export interface ChildWorkerOptions {
  readonly name: string
  readonly config: string
  /** Everything that it says. */
  readonly log: string
  /** Words for Node itself, and variables of the environment. */
  readonly node?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Nobody asked for it. */
  readonly onUnexpectedExit: (name: string, code: number | null, signal: string | null) => void
}

/** One `waymark start` as a process, which can be killed, stopped, paused and started again. */
export class ChildWorker {
  readonly name: string
  /** Id and addresses of the life that has started last. */
  started: Started | undefined
  readonly #options: ChildWorkerOptions
  #child: ChildProcess | undefined
  #ending = false

  constructor(options: ChildWorkerOptions) {
    this.name = options.name
    this.#options = options
  }

  get isUp(): boolean {
    return this.#child !== undefined
  }

  /** Resolves when it says that it has started, or has ended before. */
  start(): Promise<void> {
    if (this.#child !== undefined) return Promise.resolve()
    this.#ending = false
    this.started = undefined
    const { config, log, node = [], environment, onUnexpectedExit } = this.#options
    const words = ['--max-semi-space-size=64', ...node, MAIN, 'start', '--config', config]
    const child = spawn(process.execPath, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
    endsWithUs(child)
    this.#child = child
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.name} does not start: see ${log}`)),
        START_MS_MAX,
      )
      for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream }).on('line', (line) => {
          appendFileSync(log, `${line}\n`)
          const said = startedIn(line)
          if (said === undefined) return
          this.started = said
          clearTimeout(late)
          resolve()
        })
      child.once('exit', (code, signal) => {
        clearTimeout(late)
        if (this.#child === child) this.#child = undefined
        if (!this.#ending) onUnexpectedExit(this.name, code, signal)
        resolve()
      })
    })
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** Sends a signal that ends it, and waits until it has; resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (child === undefined) return Promise.resolve(null)
    this.#ending = true
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code))
      child.kill(signal)
    })
  }
}

function startedIn(line: string): Started | undefined {
  if (!line.includes('"started"')) return undefined
  try {
    const said = JSON.parse(line) as Partial<Started> & { readonly msg?: string }
    if (said.msg !== 'started' || said.worker === undefined || said.admin === undefined) return undefined
    return {
      worker: said.worker,
      admin: said.admin,
      ...(said.ingest === undefined ? {} : { ingest: said.ingest }),
    }
  } catch {
    return undefined
  }
}
