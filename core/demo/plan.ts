import { Counts } from './counts.js'
import { personOf } from './person.js'
import { Random } from './random.js'
import type { Session } from './session.js'
import { type StorySettings, storyOf } from './story.js'
import { zipfShares } from './zipf.js'

export interface PlanSettings extends StorySettings {
  /** Calls of the tracking API, exactly; none of them twice. */
  readonly events: number
  readonly people: number
  /** Products that one customer looks at, at most. */
  readonly viewsMax: number
}

/** Customers whose sessions are mixed with each other. */
const AT_ONCE = 400

/** Everything that a number of customers do: what there is to send, and what must come of it. */
export class Plan {
  readonly #settings: PlanSettings
  readonly #views: Uint32Array
  /** Who is how active: a shuffle of the customers, so that activity does not go with habit. */
  readonly #ranks: Uint32Array
  readonly #companies = new Set<string>()

  constructor(settings: PlanSettings) {
    this.#settings = settings
    const { people, events, viewsMax, seed } = settings
    let calls = 0
    for (let number = 0; number < people; number++)
      for (const session of this.#story(number, 0, new Counts())) calls += session.length
    this.#views = zipfShares(people, Math.max(0, events - calls), viewsMax)
    this.#ranks = shuffled(people, new Random(seed))
  }

  /** All sessions, once: those of one customer in their order, those of some hundreds mixed. */
  *sessions(counts: Counts): Generator<Session> {
    const { people, seed } = this.#settings
    const random = new Random(seed ^ 0x5ca1ab1e)
    const open: { sessions: Session[]; next: number }[] = []
    let next = 0
    for (;;) {
      while (open.length < AT_ONCE && next < people)
        open.push({ sessions: this.#tell(next++, counts), next: 0 })
      if (open.length === 0) return
      const place = random.between(0, open.length - 1)
      const story = open[place]
      const session = story?.sessions[story.next++]
      if (story !== undefined && session !== undefined) yield session
      else open.splice(place, 1)
    }
  }

  #tell(number: number, counts: Counts): Session[] {
    const sessions = this.#story(number, this.#views[this.#ranks[number] ?? 0] ?? 0, counts)
    for (const { body } of sessions.flat())
      if (typeof body.groupId === 'string') this.#meet(body.groupId, counts)
    return sessions
  }

  /** A company is a profile as well; many of its people speak of it. */
  #meet(company: string, counts: Counts): void {
    if (this.#companies.has(company)) return
    this.#companies.add(company)
    counts.add('profiles')
    counts.add('identifiers')
  }

  #story(number: number, views: number, counts: Counts): Session[] {
    return storyOf(personOf(number, this.#settings.seed), views, this.#settings, counts)
  }
}

/** The numbers below `length` in an order that chance gives (Fisher and Yates). */
function shuffled(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = random.between(0, i)
    const swapped = order[i] as number
    order[i] = order[j] as number
    order[j] = swapped
  }
  return order
}
