import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { Plan } from './plan.js'

export interface DriverSettings {
  readonly plan: Plan
  /** Of ingest; any of them will do. */
  readonly urls: () => readonly string[]
  /** Of the sources; copies come from another one. */
  readonly writeKeys: readonly string[]
  readonly eventsPerSecond: number
  /** Requests under way at the same time. */
  readonly requests: number
}

/** Between two tries of one batch. */
const AGAIN_MS = 250
/** A batch that nobody takes for so long ends the run. */
const GIVE_UP_MS = 180_000
/** A copy of a batch follows so many batches later, the next one as many after that. */
const REPEAT_AFTER = 20
const ANSWER_MS_MAX = 30_000

interface Repeat {
  readonly batch: number
  /** When it was first sent: a copy says the same instants. */
  readonly now: number
  readonly copy: number
  /** Number of a batch. */
  readonly after: number
}

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
  /** From the first request to the last answer, ms. */
  tookMs = 0
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
    const repeats: Repeat[] = []
    const one = async (): Promise<void> => {
      while (this.#next < plan.batches && !this.#stopped) {
        const batch = this.#next++
        const wait = (1000 * batch * eventsEach) / eventsPerSecond - (performance.now() - start)
        if (wait > 1) await pause(wait)
        const now = Date.now()
        await this.#send(plan.body(batch, now), batch, 0)
        this.accepted++
        for (let copy = 1; copy <= plan.copiesOf(batch); copy++)
          repeats.push({ batch, now, copy, after: batch + copy * REPEAT_AFTER })
        for (const again of takeDue(repeats, this.#next)) await this.#repeat(again)
      }
    }
    await Promise.all(Array.from({ length: requests }, one))
    for (const again of repeats) await this.#repeat(again)
    this.tookMs = performance.now() - start
  }

  stop(): void {
    this.#stopped = true
  }

  async #repeat({ batch, now, copy }: Repeat): Promise<void> {
    this.repeated++
    await this.#send(this.#settings.plan.body(batch, now, copy), batch, copy)
  }

  async #send(body: string, batch: number, copy: number): Promise<void> {
    const { writeKeys } = this.#settings
    const key = writeKeys[copy % writeKeys.length] ?? ''
    const first = performance.now()
    for (let turn = batch; !this.#stopped; turn++) {
      const took = performance.now() - first
      if (took > GIVE_UP_MS) throw new Error(`no one took batch ${batch} for ${GIVE_UP_MS / 1000} s`)
      const wait = await this.#try(body, turn, key)
      if (wait === 0) {
        this.longestMs = Math.max(this.longestMs, performance.now() - first)
        return
      }
      await pause(wait)
    }
  }

  /** 0 when it was accepted, else how long to wait, ms. */
  async #try(body: string, turn: number, key: string): Promise<number> {
    const urls = this.#settings.urls()
    if (urls.length === 0) return AGAIN_MS
    const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
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

/** Takes out what may be sent again by now. */
function takeDue(repeats: Repeat[], next: number): Repeat[] {
  if (!repeats.some(({ after }) => after <= next)) return []
  const waiting = repeats.splice(0)
  repeats.push(...waiting.filter(({ after }) => after > next))
  return waiting.filter(({ after }) => after <= next)
}
