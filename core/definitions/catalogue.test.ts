import { describe, expect, it } from 'vitest'
import { compileDefinitions } from './definitions.js'

const CATALOGUE = `kind: catalogue
name: shop
events:
  Order Completed:
    properties:
      {total: double, items: int, coupon: string, paid: bool, due: timestamp, tags: [string],
      to: {city: string}}
  Order Refunded: {open: true, properties: {total: double}}
profiles:
  user: {properties: {tier: string, visits: int, since: timestamp}}
---
`
const NAME = 'kind: segment\nname: s\nwhere: '

/** What is wrong with a condition on `Order Completed`. */
function mistakes(where: string, catalogue = CATALOGUE): string[] {
  const event = `{count: {event: Order Completed, within: 1d, is: '>= 1', where: '${where}'}}`
  return wrong(catalogue, `${NAME}${event}`)
}

function wrong(...texts: string[]): string[] {
  try {
    compileDefinitions(texts.map((text, i) => ({ path: `${i}.yaml`, text })))
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .map((line) => line.replace(/^\d.yaml:\d+:\d+: (in ".*?": )?/, ''))
  }
}

describe('against a catalogue', () => {
  it.each<[string, string]>([
    ['event.totl > 1', 'event "Order Completed" has no "totl" (did you mean "total"?)'],
    ['has(event.cupon)', 'event "Order Completed" has no "cupon" (did you mean "coupon"?)'],
    ['event["cupon"] == "x"', 'event "Order Completed" has no "cupon" (did you mean "coupon"?)'],
    ['event.total > "50"', '> does not take a number and a text'],
    ['event.coupon == 5', 'a text is never equal to a number'],
    ['event.coupon', 'a condition is true or false, this is a text'],
    ['event.total + 1', 'a condition is true or false, this is a number'],
    ['event.paid && event.total', '&& wants true or false, this is a number'],
    ['event.total.startsWith("a")', 'startsWith does not take a number and a text'],
    [
      'event.due < timestamp("2026-01-01T00:00:00Z")',
      '< does not take a text that holds a timestamp and a timestamp: write timestamp(…)',
    ],
    ['5 in event.tags', 'in does not take a number and a list (a text)'],
    ['event.tags.exists(tag, tag > 5)', '> does not take a text and a number'],
    ['event.to.town == "x"', 'this map has no "town": there are city'],
    ['event.total.cents == 1', 'a number has no "cents"'],
    ['event.coupon != 5', 'a text is never equal to a number'],
  ])('%s is refused', (where, message) => {
    expect(mistakes(where)).toEqual([message])
  })

  it.each<[string, string, string]>([
    [
      'what a sequence is told apart by',
      `{sequence: {within: 1d, key: event.basket, steps: [
         {event: Order Completed}, {event: Order Refunded}]}}`,
      'event "Order Completed" has no "basket": there are total, items, coupon, paid, due, tags, to, context',
    ],
    [
      'the property that says the time zone',
      "{count: {event: Order Completed, during: today, is: '>= 1'}}\ntimezone: {property: tear}",
      'the profile has no "tear" (did you mean "tier"?)',
    ],
  ])('%s is refused where it is not listed', (_, where, message) => {
    expect(wrong(CATALOGUE, `${NAME}${where}`)).toEqual([message])
  })

  it.each([
    'event.total + 1 > 2.5',
    'event.items / 2 >= 1 && event.items == 1',
    '"vip" in event.tags || event.to.city == "Riga"',
    'timestamp(event.due) < timestamp("2026-01-01T00:00:00Z")',
    'event.coupon != null',
    'event.context.page.path.startsWith("/shop")',
    'event.tags.map(tag, size(tag)).exists(n, n > 3)',
    'dyn(event.coupon) == 5',
  ])('%s is fine', (where) => {
    expect(mistakes(where)).toEqual([])
  })

  it('all mistakes of one expression are said at once, each at its place', () => {
    const files = [
      { path: 'c.yaml', text: CATALOGUE },
      { path: 's.yaml', text: `${NAME}\n  profile: 'profile.teir == "gold" && profile.vists > 1'\n` },
    ]
    expect(() => compileDefinitions(files)).toThrow(
      [
        's.yaml:4:20: in "profile.teir == "gold" && profile.vists > 1": ',
        'the profile has no "teir" (did you mean "tier"?)\n',
        's.yaml:4:46: in "profile.teir == "gold" && profile.vists > 1": ',
        'the profile has no "vists" (did you mean "visits"?)',
      ].join(''),
    )
  })

  it('names of events are checked wherever a definition has one, kinds of calls are always there', () => {
    const count = (event: string) => `${NAME}{count: {event: ${event}, within: 1d, is: '>= 1'}}`
    expect(wrong(CATALOGUE, count('Order Complete'))).toEqual([
      'no event is named "Order Complete" (did you mean "Order Completed"?)',
    ])
    expect(wrong(CATALOGUE, count('$page'))).toEqual([])
    expect(wrong(CATALOGUE.replace('name: shop', 'name: shop\nopen: true'), count('Other'))).toEqual([])
    const journey =
      'kind: journey\nname: j\ntrigger: {event: Ordered}\nexit: [{event: Gone}]\nsteps: [{stop: }]\n'
    expect(wrong(CATALOGUE, journey)).toEqual(['no event is named "Ordered"', 'no event is named "Gone"'])
  })

  it('an open event or profile lets pass what it does not list, and knows what it does', () => {
    const refunded = (where: string) =>
      wrong(CATALOGUE, `${NAME}{count: {event: Order Refunded, within: 1d, is: '>= 1', where: '${where}'}}`)
    expect(refunded('event.reason == "late"')).toEqual([])
    expect(refunded('event.total == "late"')).toEqual(['a number is never equal to a text'])
  })

  it('a journey knows what its entry remembers', () => {
    const journey = (when: string) =>
      'kind: journey\nname: j\ntrigger: {event: Order Completed}\n' +
      `steps:\n  - branch: [{when: '${when}', do: []}]\n`
    expect(wrong(CATALOGUE, journey('entry.event.total > 5 && entry.at > 1'))).toEqual([])
    expect(wrong(CATALOGUE, journey('entry.event.totl > 5'))).toEqual([
      'event "Order Completed" has no "totl" (did you mean "total"?)',
    ])
    expect(wrong(CATALOGUE, journey('entry.evnt.total > 5'))).toEqual([
      'entry has no "evnt" (did you mean "event"?)',
    ])
  })

  it('without one nothing is refused for its name or its type', () => {
    expect(mistakes('event.totl > "50" && event.x.y == 1', '')).toEqual([])
  })

  it('it is itself checked, and there is one', () => {
    expect(wrong(CATALOGUE.replace('double', 'dobule'))).toEqual([
      'total is one of any, string, bool, int, double, number, timestamp, duration, list, map, ' +
        'not "dobule" (did you mean "double"?)',
    ])
    expect(wrong(CATALOGUE, CATALOGUE.replace('name: shop', 'name: other'))).toEqual([
      'there is one catalogue at most',
    ])
  })
})

describe('a template', () => {
  const content = (body: string) => `kind: content\nname: c\nbody: |-\n  Hello,\n  ${body}\n`
  const sent =
    'kind: journey\nname: j\ntrigger: {event: Order Completed}\nsteps: [{send: {channel: x, content: c}}]\n'
  const places = (...texts: string[]) => {
    const files = texts.map((text, i) => ({ path: `${i}.yaml`, text }))
    try {
      compileDefinitions(files)
      return []
    } catch (error) {
      return (error as Error).message.split('\n')
    }
  }

  it.each<[string, string]>([
    [
      '{{ profle.name }}',
      '0.yaml:5:6: in the template: unknown name "profle" (did you mean "profile"?): ' +
        'here there are profile, entry, to',
    ],
    [
      '{{ profile.name | upcse }}',
      '0.yaml:5:3: in the template: undefined filter: upcse (did you mean "upcase"?)',
    ],
    [
      'Hi {% unles profile.x %}',
      '0.yaml:5:6: in the template: tag "unles" not found (did you mean "unless"?)',
    ],
    ['Hi {{ profile.name', '0.yaml:5:6: in the template: output "{{ profile.name" not closed'],
    ['{{ to.emial[0] }}', '0.yaml:5:6: in the template: to has no "emial" (did you mean "email"?)'],
  ])('%s is refused with its place', (body, line) => {
    expect(places(content(body))).toEqual([line])
  })

  it('is checked against what the journeys that send it know', () => {
    expect(places(content('{{ entry.event.totl }}'), sent, CATALOGUE)).toEqual([
      '0.yaml:5:6: in the template: event "Order Completed" has no "totl" (did you mean "total"?)',
    ])
    expect(places(content('{{ profile.teir }} {{ entry.event.total }}'), sent, CATALOGUE)).toEqual([
      '0.yaml:5:6: in the template: the profile has no "teir" (did you mean "tier"?)',
    ])
    expect(places(content('{{ entry.event.totl }}'), sent)).toEqual([])
    const own =
      '{% assign x = entry.event.tags | first %}{{ x.anything }}' +
      '{% for t in entry.event.tags %}{{ t }}{% endfor %}'
    expect(places(content(own), sent, CATALOGUE)).toEqual([])
  })
})
