import { Random } from './random.js'

/** What somebody does in the demo; a story each (`story.ts`). */
export type Habit =
  | 'visitor'
  | 'subscriber'
  | 'joiner'
  | 'shopper'
  | 'abandoner'
  | 'household'
  | 'lapsed'
  | 'returning'

/** A made-up customer. The number and the seed decide everything about them. */
export interface Person {
  readonly number: number
  readonly habit: Habit
  readonly userId: string
  readonly name: string
  readonly email: string
  /** Anonymous ids of their own devices, one at least. */
  readonly devices: readonly string[]
  /** Set for those who sign up for a business. */
  readonly company: string | undefined
  /** The tablet that two people of a household sign in on. */
  readonly tablet: { readonly id: string; readonly second: boolean } | undefined
  /** For the rest of their story. */
  readonly seed: number
}

/** Twenty customers in a row: every habit occurs in the smallest demo. */
const HABITS: readonly Habit[] = [
  ...(['joiner', 'visitor', 'shopper', 'visitor', 'abandoner', 'joiner', 'visitor'] as const),
  ...(['lapsed', 'shopper', 'joiner', 'household', 'visitor', 'abandoner', 'joiner'] as const),
  ...(['visitor', 'returning', 'shopper', 'abandoner', 'joiner', 'subscriber'] as const),
]
/** Customers of whom the business ones share an employer. */
const COMPANY_SPAN = 200
const BUSINESS_SHARE = 0.2
const SECOND_DEVICE_SHARE = 0.45
const THIRD_DEVICE_SHARE = 0.3

export function personOf(number: number, seed: number): Person {
  const own = Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)
  const random = new Random(own)
  const habit = HABITS[number % HABITS.length] as Habit
  const { name, mailbox } = nameOf(random)
  const devices = [device(number, 1, random)]
  if (random.chance(SECOND_DEVICE_SHARE)) devices.push(device(number, 2, random))
  if (devices.length === 2 && random.chance(THIRD_DEVICE_SHARE)) devices.push(device(number, 3, random))
  const isBusiness = random.chance(BUSINESS_SHARE)
  const home = Math.floor(number / HABITS.length)
  return {
    number,
    habit,
    userId: `u-${number + 1}`,
    name,
    email: `${mailbox}.${number + 1}@${random.pick(MAIL_HOSTS)}`,
    devices,
    company: isBusiness ? `company-${Math.floor(number / COMPANY_SPAN) + 1}` : undefined,
    tablet: habit === 'household' ? { id: `tablet-${home >> 1}`, second: home % 2 === 1 } : undefined,
    seed: own ^ 0x0f1e2d3c,
  }
}

/** An anonymous id as SDKs make them, but sure to be unique. */
function device(number: number, place: number, random: Random): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  const tail = `${hex(random.between(0, 0xffffff), 6)}${hex(random.between(0, 0xffffff), 6)}`
  return `${hex(number, 8)}-000${place}-4${hex(random.between(0, 0xfff), 3)}-a000-${tail}`
}

function nameOf(random: Random): { name: string; mailbox: string } {
  if (random.chance(0.5)) {
    const [first, last] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)]
    return { name: `${first} ${last}`, mailbox: `${first}.${last}` }
  }
  const [family, familySound] = random.pick(FAMILY_NAMES)
  const [given, givenSound] = random.pick(GIVEN_NAMES)
  return { name: `${family}${given}`, mailbox: `${givenSound}.${familySound}` }
}

const MAIL_HOSTS = ['example.com', 'example.org', 'example.net', 'mail.example']
const FIRST_NAMES = [
  ...['Ann', 'Ben', 'Clara', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Ivy', 'Jack', 'Kate', 'Liam'],
  ...['Mia', 'Noah', 'Olivia', 'Paul', 'Quinn', 'Ruth', 'Sam', 'Tess', 'Uma', 'Victor', 'Wendy', 'Zoe'],
]
const LAST_NAMES = [
  ...['Adams', 'Baker', 'Carter', 'Davies', 'Evans', 'Foster', 'Green', 'Hughes', 'Irving', 'Jones'],
  ...['King', 'Lewis', 'Moore', 'Nolan', 'Owen', 'Price', 'Reed', 'Shaw', 'Turner', 'Walsh', 'Young'],
]
const FAMILY_NAMES = [
  ...([
    ['王', 'wang'],
    ['李', 'li'],
    ['张', 'zhang'],
    ['刘', 'liu'],
    ['陈', 'chen'],
    ['杨', 'yang'],
  ] as const),
  ...([
    ['赵', 'zhao'],
    ['黄', 'huang'],
    ['周', 'zhou'],
    ['吴', 'wu'],
    ['欧阳', 'ouyang'],
  ] as const),
] as const
const GIVEN_NAMES = [
  ...([
    ['伟', 'wei'],
    ['芳', 'fang'],
    ['秀英', 'xiuying'],
    ['敏', 'min'],
    ['静', 'jing'],
  ] as const),
  ...([
    ['强', 'qiang'],
    ['磊', 'lei'],
    ['洋', 'yang'],
    ['艳', 'yan'],
    ['子涵', 'zihan'],
  ] as const),
  ...([
    ['宇轩', 'yuxuan'],
    ['欣怡', 'xinyi'],
    ['浩然', 'haoran'],
    ['梓萱', 'zixuan'],
  ] as const),
] as const
