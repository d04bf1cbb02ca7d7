import type { Event, Identifier } from '../../event/event.js'
import type { Random } from './random.js'
import type { Population } from './scenes.js'

/** One command of an administrator. */
export interface Order {
  /** ms after the start. */
  readonly at: number
  readonly command: {
    readonly name: 'link' | 'unlink' | 'erase'
    readonly id: string
    readonly time: number
    /** The stronger one of a `link`. */
    readonly subject: Identifier
    readonly other?: Identifier
  }
}

/** Until when administrators command. */
const ORDERS_MS = 60_000

/** Commands are few, and in most runs there are none. */
export function makeOrders(
  random: Random,
  start: number,
  { users, emails, phones, devices }: Population,
  strongestFirst: (x: Identifier, y: Identifier) => number,
): Order[] {
  const names = random.pick([
    [],
    [],
    ['link'],
    ['link', 'unlink'],
    ['unlink'],
    ['erase'],
    ['link', 'unlink', 'erase'],
  ] as const)
  if (names.length === 0) return []
  const values = { user_id: users, email: emails, phone: phones, anonymous_id: devices }
  const someone = (): Identifier => {
    const type = random.pick(['user_id', 'email', 'phone', 'anonymous_id'] as const)
    return { type, value: random.pick(values[type]) }
  }
  const orders = Array.from({ length: random.between(1, 8) }, (_, i): Order[] => {
    const name: Order['command']['name'] = random.pick<Order['command']['name']>(names)
    const at = random.between(0, ORDERS_MS)
    const command = { name, id: `c${i + 1}`, time: start + at }
    const [subject, other] = [someone(), someone()].sort(strongestFirst) as [Identifier, Identifier]
    // With a customer's own identifier its children are unlinked.
    if (name === 'unlink' && random.chance(0.6))
      return [{ at, command: { ...command, subject: { type: 'user_id', value: random.pick(users) } } }]
    if (name !== 'link')
      return [{ at, command: { ...command, subject: random.chance(0.7) ? subject : other } }]
    return strongestFirst(subject, other) === 0 ? [] : [{ at, command: { ...command, subject, other } }]
  })
  return orders.flat().sort((x, y) => x.at - y.at)
}

/** How long a squall lasts: about as long as what it sets off is under way. */
const SQUALL_MS = 60

/**
 * Identifiers that meet, and are let go and erased, at the same time: profiles on their way to whom there is
 * no more, claims that are answered to who has gone.
 */
export function squalls(
  random: Random,
  start: number,
  { users, emails, devices }: Population,
  strongestFirst: (x: Identifier, y: Identifier) => number,
): { readonly orders: readonly Order[]; readonly sequels: readonly Sequel[] } {
  const values = { user_id: users.slice(0, 2), email: emails.slice(0, 3), anonymous_id: devices.slice(0, 3) }
  const types = Object.keys(values) as (keyof typeof values)[]
  const someone = (): Identifier => {
    const type = random.pick(types)
    return { type, value: random.pick(values[type]) }
  }
  const orders: Order[] = []
  const sequels: Sequel[] = []
  const count = random.pick([0, 0, 0, 4, 12])
  for (let squall = 1; squall <= count; squall++) {
    const begin = random.between(0, ORDERS_MS)
    for (let i = random.between(4, 14); i > 0; i--) {
      const at = begin + random.between(0, SQUALL_MS)
      const id = `q${squall}-${i}`
      if (random.chance(0.35)) {
        const name = random.pick(['erase', 'erase', 'erase', 'unlink'] as const)
        orders.push({ at, command: { name, id, time: start + at, subject: someone() } })
      } else {
        const ids = [someone(), someone(), someone()].slice(0, random.between(1, 3)).sort(strongestFirst)
        const isFirst = (id: Identifier, place: number) =>
          ids.findIndex((other) => strongestFirst(id, other) === 0) === place
        sequels.push({ at, event: happened(random, { at, id, start }, ids.filter(isFirst)) })
      }
    }
  }
  return { orders, sequels }
}

function happened(
  random: Random,
  { at, id, start }: { at: number; id: string; start: number },
  identifiers: readonly Identifier[],
): Event {
  return {
    kind: 'track',
    name: random.pick(['View', 'Cart', 'Order']),
    messageId: id,
    time: start + at,
    received: start + at,
    source: 'sim',
    identifiers: [...identifiers],
    properties: { total: random.between(5, 100) },
  }
}

/** An event that commands set off, or come with. */
export interface Sequel {
  readonly at: number
  readonly event: Event
}

/** How long after a command a sequel may come. */
const SEQUEL_MS_MAX = 30_000

/**
 * What commands are there for: events of what was unlinked or erased go on coming, and some of them say that
 * they are from before.
 */
export function sequels(random: Random, start: number, orders: readonly Order[]): Sequel[] {
  return orders.flatMap(({ at: ordered, command: { name, id, subject } }) => {
    if (name === 'link') return []
    return Array.from({ length: random.between(1, 4) }, (_, i) => {
      const at = ordered + random.between(0, SEQUEL_MS_MAX)
      const isFromBefore = random.chance(0.6)
      const event = happened(random, { at, id: `${id}s${i + 1}`, start }, [subject])
      const time = isFromBefore ? start + ordered - random.between(0, SEQUEL_MS_MAX) : event.time
      return { at, event: { ...event, time } }
    })
  })
}
