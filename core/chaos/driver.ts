import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { Plan } from './plan.js'

export interface DriverSettings {
  readonly plan: Plan
  /** Of ingest; any of them will do. */
  readonly urls: () => readonly string[]
  readonly writeKey: string
  readonly eventsPerSecond: number
  /** Requests under way at the same time. */
  readonly requests: number
}

/** Between two tries of one batch. */
const AGAIN_MS = 250
/** A batch that nobody takes for so long ends the run. */
const GIVE_UP_MS = 180_000
/** A repeated batch follows so many batches later. */
const REPEAT_AFTER = 20
const ANSWER_MS_MAX = 30_000

/** Sends a plan at a rate, and keeps which of it was accepted. Each batch is tried until it is. */
export class Driver {
  /** Answers of 503 and 429, each with Retry-After. */
  refused = 0
  /** Refused without saying when to come again. */
  refusedWithoutWord = 0
  /** No answer: a connection that was refused, cut or silent. */
  broken = 0
  /** Longest time from the first try of a batch to its 200, ms. */
  longestMs = 0
  repeated = 0
  accepted = 0
  readonly #settings: DriverSettings
  #next = 0
  #stopped = false

  constructor(settings: DriverSettings) {
    this.#settings = settings
  }

  /** Resolves when the whole plan is accepted. */
  async run(): Promise<void> {
    const { plan, eventsPerSecond, requests } = this.#settings
    const start = performance.now()
    const eventsEach = plan.events / plan.batches
    const repeats: { batch: number; body: string; after: number }[] = []
    const one = async (): Promise<void> => {
      while (this.#next < plan.batches && !this.#stopped) {
        const batch = this.#next++
        const wait = (1000 * batch * eventsEach) / eventsPerSecond - (performance.now() - start)
        if (wait > 1) await pause(wait)
        const body = plan.body(batch, Date.now())
        await this.#send(body, batch)
        this.accepted++
        if (plan.isRepeated(batch)) repeats.push({ batch, body, after: batch + REPEAT_AFTER })
        while ((repeats[0]?.after ?? Number.POSITIVE_INFINITY) <= this.#next)
          await this.#repeat(repeats.shift())
      }
    }
    await Promise.all(Array.from({ length: requests }, one))
    for (const again of repeats) await this.#repeat(again)
  }

  stop(): void {
    this.#stopped = true
  }

  async #repeat(again: { batch: number; body: string } | undefined): Promise<void> {
    if (again === undefined) return
    this.repeated++
    await this.#send(again.body, again.batch)
  }

  async #send(body: string, batch: number): Promise<void> {
    const first = performance.now()
    for (let turn = batch; !this.#stopped; turn++) {
      const took = performance.now() - first
      if (took > GIVE_UP_MS) throw new Error(`no one took batch ${batch} for ${GIVE_UP_MS / 1000} s`)
      const wait = await this.#try(body, turn)
      if (wait === 0) {
        this.longestMs = Math.max(this.longestMs, performance.now() - first)
        return
      }
      await pause(wait)
    }
  }

  /** 0 when it was accepted, else how long to wait, ms. */
  async #try(body: string, turn: number): Promise<number> {
    const urls = this.#settings.urls()
    if (urls.length === 0) return AGAIN_MS
    const authorization = `Basic ${Buffer.from(`${this.#settings.writeKey}:`).toString('base64')}`
    let status: number
    let text: string
    let retryAfter: string | string[] | undefined
    try {
      const answer = await request(`${urls[turn % urls.length]}/v1/batch`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body,
        headersTimeout: ANSWER_MS_MAX,
        bodyTimeout: ANSWER_MS_MAX,
      })
      status = answer.statusCode
      retryAfter = answer.headers['retry-after']
      text = await answer.body.text()
    } catch {
      this.broken++
      return AGAIN_MS
    }
    if (status === 200 && !text.includes('"rejected"')) return 0
    if (status !== 503 && status !== 429) throw new Error(`ingest answered ${status}: ${text.slice(0, 300)}`)
    this.refused++
    if (retryAfter === undefined) this.refusedWithoutWord++
    return Math.min(2_000, Math.max(AGAIN_MS, 1000 * Number(retryAfter ?? 0)))
  }
}
