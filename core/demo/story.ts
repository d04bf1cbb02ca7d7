import { parseDuration } from '../definitions/duration.js'
import type { Counts } from './counts.js'
import type { Person } from './person.js'
import { Random } from './random.js'
import { type Session, SessionWriter } from './session.js'

export interface StorySettings {
  readonly seed: number
  /** As the worker's: durations of definitions are divided by it. */
  readonly timeScale: number
}

/**
 * Everything that a customer does, and in `counts` what must come of it, whatever the order in which the
 * sessions arrive: what depends on an order stands in one session.
 * @param views products looked at
 */
export function storyOf(person: Person, views: number, settings: StorySettings, counts: Counts): Session[] {
  const story = new Story(person, views, settings, counts)
  story.tell()
  return story.sessions
}

/** How the shipped definitions are meant; the demo fails when they are changed and this is not. */
const VIEWS_OF_A_BROWSER = 3
const BIG_CART_FROM = 100
const BIG_SPENDER_FROM = 200
const LAPSED_AFTER = '30d'
const SESSION_VIEWS_MAX = 12

class Story {
  readonly #person: Person
  readonly #counts: Counts
  readonly #day: number
  readonly #lapse: number
  readonly #writer: SessionWriter
  readonly #random: Random
  /** Apart, so that what else somebody does is not changed by how much they look at. */
  readonly #browsing: Random
  #views: number
  #carts = 0

  constructor(person: Person, views: number, settings: StorySettings, counts: Counts) {
    this.#person = person
    this.#counts = counts
    this.#views = views
    this.#day = (parseDuration('1d') ?? 0) / settings.timeScale
    this.#lapse = (parseDuration(LAPSED_AFTER) ?? 0) / settings.timeScale
    this.#writer = new SessionWriter(person, settings.seed)
    this.#random = new Random(person.seed)
    this.#browsing = new Random(person.seed ^ 1)
  }

  get sessions(): Session[] {
    return this.#writer.sessions
  }

  tell(): void {
    switch (this.#person.habit) {
      case 'visitor':
        return this.#visitor()
      case 'subscriber':
        return this.#subscriber()
      case 'lapsed':
      case 'returning':
        return this.#goodCustomer()
      default:
        return this.#member()
    }
  }

  /** Never says who they are: each device is a profile of its own. */
  #visitor(): void {
    for (const device of this.#person.devices) {
      this.#writer.page(device, 'Home')
      this.#writer.end()
      this.#expectProfile(1)
    }
    this.#browse(this.#views, 'visit')
  }

  /** Gives an e-mail address, no more: it joins the devices. */
  #subscriber(): void {
    const { devices, email } = this.#person
    for (const device of devices) {
      this.#writer.visit(device, 'Newsletter Opened', { email })
      this.#writer.end()
    }
    this.#browse(this.#views, 'visit')
    this.#expectProfile(1 + devices.length)
  }

  /** Looks around, signs up on one device, signs in on the others; then what the habit says. */
  #member(): void {
    const { habit, devices } = this.#person
    const random = this.#random
    const views = this.#views
    const before = Math.ceil(views * this.#browsing.next())
    this.#browse(before, 'visit')
    if (habit === 'abandoner' && random.chance(0.5)) this.#leaveCart('visit')
    this.#signUp(views >= VIEWS_OF_A_BROWSER)
    for (const device of devices.slice(1)) this.#writer.signIn(device)
    this.#writer.end()
    this.#browse(views - before, 'track')
    if (habit === 'shopper') this.#shop(random.between(1, 3))
    if (habit === 'abandoner')
      for (let carts = random.between(1, 2); carts > 0; carts--) this.#leaveCart('track')
    this.#shareTablet()
    this.#expectProfile(2 + devices.length)
  }

  #signUp(browsed: boolean): void {
    const { devices, company } = this.#person
    const [device = ''] = devices
    this.#writer.identify(device)
    this.#writer.track(device, 'Signed Up', { method: company === undefined ? 'email' : 'sso' })
    if (company !== undefined) this.#writer.group(company)
    this.#writer.end()
    this.#expectJourney('welcome', 'completed')
    if (company === undefined) this.#expectMessage('console', 'welcome')
    else this.#expectMessage('webhook', 'welcome-business')
    if (!browsed) return
    this.#counts.add('segment.entered browsed-then-joined')
    this.#expectJourney('welcome-back-browser', 'completed')
    this.#expectMessage('console', 'welcome-browser')
  }

  /** Two people of one household are on one tablet: it goes to whoever comes second, they stay apart. */
  #shareTablet(): void {
    const { tablet } = this.#person
    if (tablet === undefined) return
    this.#writer.signIn(tablet.id)
    this.#writer.end()
    if (tablet.second) this.#counts.add('identifier.unlinked')
    else this.#counts.add('identifiers')
  }

  #shop(orders: number): void {
    let spent = 0
    for (let i = 0; i < orders; i++) {
      const total = this.#random.between(15, 180)
      this.#buy(total)
      spent += total
    }
    if (spent >= BIG_SPENDER_FROM) this.#counts.add('segment.entered big-spender')
  }

  /** The order follows its cart in the same request: no reminder may come between. */
  #buy(total: number): void {
    const { devices } = this.#person
    const random = this.#random
    const device = random.pick(devices)
    const cart = { cart_id: this.#cartId(), items: random.between(1, 5), value: total }
    this.#writer.track(device, 'Cart Updated', cart)
    if (random.chance(0.4)) this.#writer.track(device, 'Cart Updated', { ...cart, items: cart.items + 1 })
    this.#writer.track(device, 'Checkout Started', cart)
    this.#writer.track(device, 'Order Completed', { cart_id: cart.cart_id, total, currency: 'EUR' })
    this.#writer.end()
    this.#expectJourney('cart-rescue', 'event')
  }

  /** A cart that is never bought: one reminder, an hour later. */
  #leaveCart(as: 'visit' | 'track'): void {
    const { devices } = this.#person
    const random = this.#random
    const device = random.pick(devices)
    const cart = { cart_id: this.#cartId(), items: random.between(1, 5), value: random.between(20, 180) }
    this.#writer[as](device, 'Cart Updated', cart)
    if (random.chance(0.3))
      this.#writer[as](device, 'Cart Updated', { ...cart, items: cart.items + 1, value: cart.value + 30 })
    this.#writer.end()
    this.#expectJourney('cart-rescue', 'completed')
    this.#expectMessage('webhook', cart.value >= BIG_CART_FROM ? 'cart-rescue-big' : 'cart-rescue')
  }

  /** Bought twice or more, long ago. Lapses seconds after this is sent, by time alone; or returns. */
  #goodCustomer(): void {
    const { devices, habit } = this.#person
    const random = this.#random
    const [device = ''] = devices
    const returns = habit === 'returning'
    const last = this.#lapse + (returns ? random.between(1, 20) * this.#day : -random.between(2_000, 6_000))
    // The newest first, as exports have it: so nobody seems to have lapsed between two orders of long ago.
    let age = last
    this.#writer.identify(device, last + 120 * this.#day)
    this.#order(device, age)
    for (let more = random.between(1, 2); more > 0; more--) {
      age += random.between(3, 50) * this.#day
      this.#order(device, age)
    }
    if (returns) this.#order(device)
    this.#writer.end()
    this.#browse(this.#views, 'track', [device])
    this.#expectProfile(3)
    this.#counts.add('segment.entered lapsed')
    if (returns) this.#counts.add('segment.left lapsed')
    this.#expectJourney('win-back', 'completed')
    this.#expectMessage('webhook', 'win-back')
  }

  /** Small ones: a good customer is no big spender here. */
  #order(device: string, age?: number): void {
    const total = this.#random.between(10, 45)
    this.#writer.track(device, 'Order Completed', { cart_id: this.#cartId(), total, currency: 'EUR' }, age)
  }

  #browse(views: number, as: 'visit' | 'track', devices = this.#person.devices): void {
    const random = this.#browsing
    for (let left = views; left > 0; ) {
      const device = random.pick(devices)
      const session = Math.min(left, random.between(1, SESSION_VIEWS_MAX))
      left -= session
      for (let i = 0; i < session; i++) this.#writer[as](device, 'Product Viewed', this.#product())
      this.#writer.end()
    }
  }

  #product(): Record<string, unknown> {
    const product = this.#browsing.between(1, 2_000)
    const category = CATEGORIES[product % CATEGORIES.length]
    return { product_id: `sku-${product}`, category, price: 5 + (product % 200), currency: 'EUR' }
  }

  #cartId(): string {
    return `cart-${this.#person.number + 1}-${++this.#carts}`
  }

  #expectProfile(identifiers: number): void {
    this.#counts.add('profiles')
    this.#counts.add('identifiers', identifiers)
  }

  #expectJourney(name: string, end: 'completed' | 'event'): void {
    this.#counts.add(`journey.entered ${name}`)
    this.#counts.add(`journey.exited ${name} ${end}`)
  }

  #expectMessage(channel: 'console' | 'webhook', content: string): void {
    this.#counts.add(`deliveries ${channel}`)
    this.#counts.add(`sent ${channel}`)
    if (channel === 'webhook') this.#counts.add(`received ${content}`)
  }
}

const CATEGORIES = ['shoes', 'coats', 'books', 'tea', 'lamps', 'bicycles', '茶具']
