import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { batchesOf, type EventBatch } from './batches.js'
import { Counts } from './counts.js'
import { Plan, type PlanSettings } from './plan.js'

export interface LoadSettings extends PlanSettings {
  /** Of ingest: `http://127.0.0.1:8080`. */
  readonly url: string
  readonly writeKey: string
  /** Requests under way at the same time, a connection each. */
  readonly requests: number
}

export interface LoadProgress {
  readonly accepted: number
  /** Requests that were told to come again later, and did. */
  readonly postponed: number
}

export interface LoadResult extends LoadProgress {
  /** What must come of it (`story.ts`). */
  readonly expected: readonly (readonly [string, number])[]
  /** From the first request to the last answer, ms. */
  readonly tookMs: number
}

/** How often one request is told to come again before the load gives up. */
const POSTPONED_MAX = 30

/**
 * Sends all that a plan holds to ingest, over HTTP, as fast as it is taken.
 * @throws Error when an answer is not what it should be
 */
export async function sendLoad(
  settings: LoadSettings,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadResult> {
  const expected = new Counts()
  const plan = new Plan(settings)
  const batches = batchesOf(plan, settings.seed, expected, Date.now)
  const door = new Door(settings)
  const progress = { accepted: 0, postponed: 0 }
  const send = async (): Promise<void> => {
    for (let next = batches.next(); next.done !== true; next = batches.next()) {
      progress.postponed += await door.send(next.value)
      progress.accepted += next.value.events
      onProgress(progress)
    }
  }
  const start = performance.now()
  try {
    await Promise.all(Array.from({ length: settings.requests }, send))
  } finally {
    await door.close()
  }
  return { ...progress, expected: expected.entries(), tookMs: performance.now() - start }
}

/** `/v1/batch` of ingest, over connections that stay open. */
class Door {
  readonly #pool: Pool
  readonly #headers: Readonly<Record<string, string>>

  constructor({ url, writeKey, requests }: LoadSettings) {
    this.#pool = new Pool(url, { connections: requests, pipelining: 1 })
    const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`
    this.#headers = { authorization, 'content-type': 'application/json' }
  }

  /** Resolves when ingest has the batch: how often it was told to come again. */
  async send({ body }: EventBatch): Promise<number> {
    for (let postponed = 0; ; postponed++) {
      const answer = await this.#pool.request({
        method: 'POST',
        path: '/v1/batch',
        headers: this.#headers,
        body,
      })
      const text = await answer.body.text()
      if (answer.statusCode === 200 && !text.includes('"rejected"')) return postponed
      const later = answer.statusCode === 503 || answer.statusCode === 429
      if (!later || postponed === POSTPONED_MAX)
        throw new Error(`ingest answered ${answer.statusCode}: ${text.slice(0, 300)}`)
      await pause(1_000 * Number(answer.headers['retry-after'] ?? 1))
    }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
