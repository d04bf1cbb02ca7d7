import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endsWithUs } from '../core/chaos/companion.js'
import type { EngineTotals } from '../core/cluster/engine-tally.js'
import type { OwnedView } from '../core/cluster/owned-view.js'
import { cpuOf } from './cpu.js'
import { definitionsFolder } from './workload.js'

export interface WorkerPage {
  readonly totals: EngineTotals
  readonly owned: readonly (OwnedView & { readonly partition: number })[]
}

/** As `npm start` and the image start it. */
const FLAGS = ['--max-semi-space-size=64']

/** A worker in a process of its own. */
export class WorkerChild {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  /** @param config as in `waymark.yaml`, on top of what all cases want */
  constructor(natsUrl: string, config: Readonly<Record<string, unknown>>) {
    const common = {
      nats: { servers: [natsUrl] },
      admin: { port: 0 },
      definitions: definitionsFolder(),
      // Deliveries end in a log that says nothing: what a receiver takes is not the worker's.
      channels: { console: { plugin: 'console' }, webhook: { plugin: 'console' } },
    }
    // The built one, also when a test runs this from its source.
    const built = import.meta.url.endsWith('.ts') ? '../dist/bench/' : './'
    const program = fileURLToPath(new URL(`${built}bench-worker.js`, import.meta.url))
    this.#child = spawn(process.execPath, [...FLAGS, program, JSON.stringify({ ...common, ...config })], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    endsWithUs(this.#child)
    if (this.#child.stdout === null) throw new Error('the worker has no output')
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** That it has taken so far, in microseconds. */
  get cpuMicros(): number {
    return cpuOf(this.pid)
  }

  /** Resolves with the address of ingest, if it has one. */
  async ready(): Promise<string> {
    const { url } = (await this.#line()) as { url?: string }
    return url ?? ''
  }

  async look(): Promise<WorkerPage> {
    this.#child.stdin?.write('?\n')
    return (await this.#line()) as WorkerPage
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return
    this.#child.stdin?.end()
    await once(this.#child, 'exit')
  }

  /** As a power failure would end it. */
  async kill(): Promise<void> {
    if (this.#hasEnded) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  async #line(): Promise<unknown> {
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('the worker has ended')
    return JSON.parse(value as string)
  }
}
