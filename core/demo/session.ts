import type { Person } from './person.js'
import { Random } from './random.js'

/** One call of the tracking API. */
export interface Call {
  /** How long before it is sent it happened, ms. */
  readonly age: number
  /** Its fields, but for `timestamp`. */
  readonly body: Readonly<Record<string, unknown>>
  /** Never sent twice: a device goes to whoever signed in last. */
  readonly once?: true
}

/** Calls that go out in one request, in this order. */
export type Session = readonly Call[]

type Fields = Readonly<Record<string, unknown>>

/** Writes down what one customer does, call by call. */
export class SessionWriter {
  readonly sessions: Session[] = []
  readonly #person: Person
  readonly #prefix: string
  readonly #random: Random
  #calls = 0
  #open: Call[] = []

  constructor(person: Person, seed: number) {
    this.#person = person
    this.#prefix = `demo-${seed}-${person.number}-`
    this.#random = new Random(person.seed ^ 2)
  }

  /** Ends the session; what follows may be sent much later, or at the same time. */
  end(): void {
    if (this.#open.length > 0) this.sessions.push(this.#open)
    this.#open = []
  }

  /** Something done without signing in. */
  visit(device: string, event: string, properties: Fields, age = this.#moments()): void {
    this.#write(age, { type: 'track', anonymousId: device, event, properties })
  }

  /** Something done as a known user. */
  track(device: string, event: string, properties: Fields, age = this.#moments()): void {
    this.#write(age, { type: 'track', userId: this.#person.userId, anonymousId: device, event, properties })
  }

  signIn(device: string): void {
    const { userId } = this.#person
    const event = { event: 'Signed In', properties: { method: 'password' } }
    this.#write(this.#moments(), { type: 'track', userId, anonymousId: device, ...event }, true)
  }

  page(device: string, name: string): void {
    this.#write(this.#moments(), {
      type: 'page',
      anonymousId: device,
      name,
      properties: { path: `/${name.toLowerCase()}` },
    })
  }

  /** `userId` and name, e-mail and plan, as an app tells at sign-up. */
  identify(device: string, age = this.#moments()): void {
    const { userId, name, email, company } = this.#person
    const plan = company === undefined ? 'personal' : 'business'
    this.#write(age, { type: 'identify', userId, anonymousId: device, traits: { name, email, plan } })
  }

  group(company: string): void {
    const { userId } = this.#person
    const traits = {
      name: `Company ${company.replace(/\D/g, '')} Ltd`,
      industry: this.#random.pick(INDUSTRIES),
      employees: this.#random.between(3, 400),
    }
    this.#write(this.#moments(), { type: 'group', userId, groupId: company, traits })
  }

  #write(age: number, fields: Fields, once = false): void {
    const body = { messageId: `${this.#prefix}${this.#calls++}`, ...fields }
    this.#open.push({ age, body, ...(once && { once }) })
  }

  /** Up to half a minute ago: a phone that was in a tunnel. */
  #moments(): number {
    return this.#random.between(0, 30_000)
  }
}

const INDUSTRIES = ['retail', 'travel', 'games', 'health', 'logistics']
