import { describe, expect, it } from 'vitest'
import { checkDefinitions } from './definitions.js'
import { parseDuration } from './duration.js'
import { comparisonMeant, durationMeant, periodMeant } from './meant.js'

function messages(text: string): string[] {
  const { problems } = checkDefinitions([{ path: 'x.yaml', text }])
  return problems.map(({ line, message }) => `${line} ${message}`)
}

const segment = (rest: string) => messages(`kind: segment\nname: s\n${rest}\n`)
const leaf = (fields: string) => segment(`where: {count: {event: A, ${fields}}}`)
const where = (text: string) => leaf(`within: 7d, is: '>= 1', where: ${text}`)

describe('a duration', () => {
  it.each([
    ['7 days', '7d'],
    ['P7D', '7d'],
    ['P1DT12H', '1d 12h'],
    ['PT30M', '30m'],
    ['P1M', '30d'],
    ['1 hour and 30 minutes', '1h 30m'],
    ['1 month', '30d'],
    ['７天', '7d'],
    ['2小时', '2h'],
    ['2 个小时', '2h'],
    ['7-day', '7d'],
    ['24H', '24h'],
  ])('%s is meant to be %s', (text, meant) => {
    expect(durationMeant(text)).toBe(meant)
    expect(parseDuration(meant)).not.toBeNull()
  })

  it('is not made of anything', () => {
    for (const text of ['', 'soon', '7', '7 apples', 'until 7 days', 'x7d'])
      expect(durationMeant(text)).toBe(undefined)
  })

  it('is named in the mistake, in a leaf, in a head, in a step', () => {
    expect(leaf("within: 7 days, is: '>= 1'")).toEqual(['3 "7 days" is no duration: write 7d'])
    expect(segment('backfill: P7D\nwhere: {tag: x}')).toEqual(['3 "P7D" is no duration: write 7d'])
    const journey = 'kind: journey\nname: j\ntrigger: {event: A}\nsteps:\n  - wait: 2\n'
    expect(messages(journey)).toEqual(['5 "2" is no duration: say of what, as in 2h or 2d'])
  })
})

it('a period of the calendar and a duration are told apart', () => {
  expect(leaf("within: today, is: '>= 1'")).toEqual([
    '3 "today" is a period of the calendar: write during: today',
  ])
  expect(leaf("during: 7 days, is: '>= 1', zzzzz: 1")).toEqual([
    '3 "7 days" is no period of the calendar: write within: 7d',
    '3 unknown key "zzzzz"',
  ])
  expect(['This_Week', '本月', 'current year', 'yesterday'].map(periodMeant)).toEqual([
    ...['this week', 'this month', 'this year', undefined],
  ])
})

it.each([
  ['=> 3', '>= 3'],
  ['≥ 3', '>= 3'],
  ['‘>= 3’', '>= 3'],
  ['3', '>= 3'],
  ['3+', '>= 3'],
  ['3 or more', '>= 3'],
  ['at most 1,000', '<= 1000'],
  ['>= 3 times', '>= 3'],
  ['至少 3', '>= 3'],
  ['more than 2.5', '> 2.5'],
  ['often', undefined],
  ['about 3', undefined],
])('the comparison %s is meant to be %s', (text, meant) => {
  expect(comparisonMeant(text)).toBe(meant)
})

describe('a value of another type', () => {
  it('is told with an example, which the schema has for editors, too', () => {
    expect(leaf('within: 7, is: 1')).toEqual([
      '3 within is a text like 30d, not 7',
      "3 is is a text like '>= 3', not 1",
    ])
    const journey = 'kind: journey\nname: j\ntrigger: A\nsteps: {wait: 1d}\n'
    expect(messages(journey)).toEqual([
      '3 trigger is a map like {"event":"Order Completed"}, not "A"',
      '4 steps is a list, not a map: begin each of its items with -',
    ])
  })

  it('is told of a key that another word was written for', () => {
    expect(leaf("for: 7d, is: '>= 1'")).toEqual(['3 unknown key "for" (did you mean "within"?)'])
    expect(leaf("within: 7d, is: '>= 1', filter: 'true'")).toEqual([
      '3 unknown key "filter" (did you mean "where"?)',
    ])
  })
})

describe('YAML', () => {
  it.each([
    [
      'a key with a full-width colon',
      'kind: segment\nname：s\nwhere: {tag: x}\n',
      /^2 .*： is not of ASCII: write :$/,
    ],
    ['all keys so', 'kind：segment\nname：s\n', /^1 a definition is a map .*： is not of ASCII: write :$/],
    [
      'full-width commas',
      'kind: segment\nname: s\nwhere: {count: {event: A， within: 7d}}\n',
      /， is not of ASCII: write ,$/,
    ],
    ['tabs', 'kind: segment\nname: s\nwhere:\n\ttag: x\n', /^4 Tabs .*: indent by spaces$/],
    [
      'a bare comparison',
      'kind: segment\nname: s\nwhere:\n  count:\n    is: >= 3\n',
      /^5 .*quote what begins with >/,
    ],
    [
      'a value that begins with a quote',
      'kind: segment\nname: s\nwhere:\n  profile: "x" in profile.tags\n',
      /^4 .* quotes around the whole$/,
    ],
    [
      'a template',
      'kind: content\nname: c\nbody: {{ profile.name }}, hello\n',
      /^3 .* quotes around the whole$/,
    ],
    [
      'a colon in a text',
      'kind: content\nname: c\nbody: Hello: you\n',
      /^3 .*a text with “: ” in it wants quotes$/,
    ],
    [
      'a key without its space',
      'kind: segment\nname: s\nwhere:\n  tag:x\n  any: 1\n',
      /^4 .*behind the : of a key stands a space$/,
    ],
    ['a reserved sign', 'kind: content\nname: c\nbody: @you\n', /^3 .*put the text in quotes$/],
    [
      'keys that do not stand below each other',
      'kind: segment\n name: s\n',
      /^1 .*keys of one map stand below each other$/,
    ],
  ])('with %s is one mistake of its line, with what to write', (_, text, expected) => {
    const found = messages(text)
    expect(found[0]).toMatch(expected)
    expect(new Set(found.map((one) => one.split(' ')[0])).size).toBe(found.length)
  })

  it('says nothing of signs that stand in a text of the author’s own', () => {
    const found = messages("kind: content\nname: c\nbody: '您好，“你”：x'\nparts: [：]\nsubjct: 1\n")
    expect(found).toEqual([
      expect.stringMatching(/^4 parts is a map/),
      expect.stringMatching(/^5 unknown key "subjct"/),
    ])
  })
})

describe('where one condition, or one step, stands', () => {
  it.each([
    ['a list', 'where: [{tag: a}, {tag: b}]', /a list of them stands under all:, or any:$/],
    [
      'two of them',
      'where: {tag: a, profile: "true"}',
      /tag and profile go into a list under all:, or any:$/,
    ],
    [
      'a leaf whose fields are not indented',
      'where: {count: , event: A, within: 7d}',
      /event, within belong under count:, indented further$/,
    ],
  ])('%s is told apart', (_, text, expected) => {
    expect(segment(text)).toEqual([expect.stringMatching(expected)])
  })

  it('a step is told to be one', () => {
    const steps = '  - stop\n  - send:\n    channel: c\n  - {wait: 1d, stop: }\n'
    expect(messages(`kind: journey\nname: j\ntrigger: {event: A}\nsteps:\n${steps}`)).toEqual([
      expect.stringMatching(/^5 .*: write stop:, with a colon$/),
      expect.stringMatching(/^6 .*: channel belong under send:, indented further$/),
      expect.stringMatching(/^8 .*: wait and stop are a step each, with a - before them$/),
    ])
  })
})

describe('a condition', () => {
  it.each([
    ['signs of Chinese', "'event.total >= 50，event.x == 1'", /， is not of ASCII: write ,$/],
    ['curly quotes', 'event.name == “王”', /“ is not of ASCII: write "$/],
    ['a property without its root', 'total > 3', /unknown name "total" \(did you mean "event\.total"\?\)/],
    ['days', `'event.x < duration("7 days")'`, /"7 days" is no span of time: write "168h"$/],
    ['an instant that is none', `'event.x < timestamp("2026-01-31")'`, /is no instant: write "2026-/],
  ])('with %s says what to write', (_, text, expected) => {
    expect(where(text)).toEqual([expect.stringMatching(expected)])
  })
})

it.each([
  ['Beijing', ': write Asia/Shanghai'],
  ['UTC+8', ': a zone is named by a place, as in Asia/Shanghai'],
  ['Shanghai', ' (did you mean "Asia/Shanghai"?)'],
  ['Europe/Berln', ' (did you mean "Europe/Berlin"?)'],
  ['New York', ' (did you mean "America/New_York"?)'],
  ['Xyzzyplugh', ': write Europe/Berlin'],
])('the time zone %s is told otherwise', (zone, advice) => {
  expect(segment(`timezone: ${zone}\nwhere: {tag: x}`)).toEqual([`3 "${zone}" is no time zone${advice}`])
})

it('files that are no definitions are told once each, not for having one name', () => {
  const files = ['a.yaml', 'b.yaml'].map((path) => ({ path, text: 'namespace: wm\n' }))
  expect(checkDefinitions(files).problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
    expect.stringMatching(/^a\.yaml kind is missing: there are catalogue, /),
    expect.stringMatching(/^b\.yaml kind is missing: there are catalogue, /),
  ])
})
