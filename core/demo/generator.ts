import { Worker } from 'node:worker_threads'
import type { LoadProgress, LoadResult, LoadSettings } from './load.js'

type ThreadMessage =
  | { readonly kind: 'progress'; readonly progress: LoadProgress }
  | { readonly kind: 'result'; readonly result: LoadResult }

/** Sends a load from a thread of its own. */
export class Generator {
  progress: LoadProgress = { accepted: 0, postponed: 0 }
  /** Rejects when an answer of ingest is not what it should be, and when it is stopped before its end. */
  readonly result: Promise<LoadResult>
  readonly #thread: Worker

  constructor(settings: LoadSettings) {
    this.#thread = new Worker(new URL('./load-thread.js', import.meta.url), { workerData: settings })
    this.result = new Promise((resolve, reject) => {
      this.#thread.on('message', (message: ThreadMessage) => {
        if (message.kind === 'progress') this.progress = message.progress
        else {
          this.progress = message.result
          resolve(message.result)
        }
      })
      this.#thread.once('error', reject)
      this.#thread.once('exit', () => reject(new Error('the generator was stopped before its end')))
    })
    // Who waits for it is told; nobody has to.
    this.result.catch(() => {})
  }

  async stop(): Promise<void> {
    await this.#thread.terminate()
  }
}
