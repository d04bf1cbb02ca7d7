import { describe, expect, it } from 'vitest'
import { WaymarkError } from '../base/errors.js'
import { compileDefinitions } from './definitions.js'

const CONTENT = "kind: content\nname: hello\nbody: 'Hi'\n"

/** What compiling says against some YAML, a line each; empty when it is accepted. */
function mistakes(text: string, channels?: readonly string[]): string[] {
  try {
    compileDefinitions([{ path: 'x.yaml', text }], channels ? { channels: new Set(channels) } : {})
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(WaymarkError)
    expect((error as WaymarkError).code).toBe('DEFINITION_INVALID')
    return (error as WaymarkError).message.split('\n')
  }
}

const segment = (where: string) => `kind: segment\nname: s\nwhere: ${where}\n`
const journey = (lines: string) => `kind: journey\nname: j\ntrigger: {event: A}\n${lines}\n---\n${CONTENT}`
const identity = (types: string) => `kind: identity\nname: i\ntypes:\n${types}`

describe('a mistake is said with file, line, column and what to do:', () => {
  it.each<[string, string, string]>([
    ['a typo in kind', 'kind: segmant\nname: x\n', '1:1 unknown kind "segmant" (did you mean "segment"?)'],
    ['no kind', 'name: x\n', '1:1 kind is missing: there are catalogue, identity'],
    ['a definition that is a list', '- a\n- b\n', '1:1 a definition is a map with kind and name'],
    [
      'an unknown key',
      'kind: segment\nname: s\nwhen: 1\nwhere: {profile: "true"}\n',
      '3:1 unknown key "when"',
    ],
    ['a name in capitals', "kind: content\nname: Hello\nbody: ''\n", '2:1 name: a name is small letters'],
    ['no where', 'kind: segment\nname: s\n', '1:1 where is missing: it says who is in the segment'],
    [
      'an unknown condition',
      segment('{counts: 1}'),
      '3:9 unknown condition "counts" (did you mean "count"?)',
    ],
    ['two conditions in one', segment('{profile: "true", not: {}}'), '3:1 a condition has exactly one of'],
    [
      'an empty name of an event',
      segment("{count: {event: '', within: 1d, is: '>= 1'}}"),
      '3:17 event is empty',
    ],
    [
      'one step',
      segment('{sequence: {steps: [{event: A}], within: 1d}}'),
      '3:20 steps wants at least 2 items',
    ],
    [
      'a condition that is a number',
      segment("{profile: 'size(profile.tags)'}"),
      '3:19 in "size(profile.tags)": a condition is true or false, this is a number',
    ],
    [
      'a Chinese name behind a dot',
      segment("{profile: 'profile.等级 == 1'}"),
      '3:26 in "profile.等级 == 1": a name with other letters than a to z stands in brackets: write ["等级"]',
    ],
    [
      'a condition that ends early',
      segment("{profile: 'profile.level == '}"),
      '3:33 in "profile.level ==": nothing stands behind ==',
    ],
    ['one = for two', segment("{profile: 'profile.level = 1'}"), '3:33 in "profile.level = 1": equal is =='],
    ['and for &&', segment("{profile: 'true and profile.vip'}"), '3:24 in "true and profile.vip": and is &&'],
    [
      'a number that there is not',
      segment(`{sum: {event: A, of: event.n, within: 1d, is: '> ${'9'.repeat(400)}'}}`),
      `3:50 "> ${'9'.repeat(400)}" is no comparison`,
    ],
    ['an empty list', segment('{all: []}'), '3:9 all wants a list of conditions'],
    ['a typo in a window', segment("{count: {evnt: A, within: 1d, is: '>= 1'}}"), '3:17 unknown key "evnt"'],
    [
      'a bad duration',
      segment("{count: {event: A, within: 3 moons, is: '>= 1'}}"),
      '3:27 "3 moons" is no duration',
    ],
    [
      'a duration without a unit',
      segment("{count: {event: A, within: 30, is: '>= 1'}}"),
      '3:27 within is a text like 30d, not 30',
    ],
    ['no time at all', segment('{absent: {event: A, for: 0d}}'), '3:28 "0d" is no duration'],
    [
      'a longer time than there is',
      segment('{absent: {event: A, for: 999999y}}'),
      '3:28 "999999y" is no duration',
    ],
    [
      'a bad comparison',
      segment("{count: {event: A, within: 1d, is: 'many'}}"),
      '3:39 "many" is no comparison',
    ],
    [
      'a count of more than a window keeps',
      segment("{count: {event: A, within: 1d, is: '>= 10001'}}"),
      '3:39 a window keeps 10000 events',
    ],
    [
      'a sum of nothing',
      segment("{sum: {event: A, within: 1d, is: '> 1'}}"),
      '3:9 of is missing: it is a text',
    ],
    [
      'no window at all',
      segment("{count: {event: A, is: '>= 1'}}"),
      '3:9 it wants one of within: 30d, or during:',
    ],
    [
      'two windows in one',
      segment("{max: {event: A, of: event.n, within: 1d, during: today, is: '>= 1'}}"),
      '3:9 it wants one of within: 30d, or during:',
    ],
    ['a last without a question', segment('{last: {event: A}}'), '3:9 it wants is, or within'],
    ['a last with half a question', segment("{last: {event: A, is: '== 1'}}"), '3:9 of and is go together'],
    [
      'a text without quotes',
      segment("{last: {event: A, of: event.plan, is: '== pro'}}"),
      '3:42 "== pro" is no comparison',
    ],
    ['a sequence of one', segment('{sequence: {steps: [{event: A}], within: 1d}}'), '3:20 steps'],
    ['a bad period', segment("{count: {event: A, during: this decade, is: '>= 1'}}"), '3:27 during'],
    ['an empty tag', segment("{tag: ''}"), '3:9 tag wants a text'],
    [
      'a zone that is none',
      'kind: segment\nname: s\ntimezone: Europe/Berlim\nwhere: {tag: x}\n',
      '3:1 "Europe/Berlim" is no time zone',
    ],
    [
      'a bad lateness',
      'kind: segment\nname: s\nlateness: some\nwhere: {tag: x}\n',
      '3:1 "some" is no duration',
    ],
    ['bad CEL', segment("{profile: 'profile.tier =='}"), '3:32 in "profile.tier ==": '],
    [
      'a name that is not there',
      segment("{profile: 'event.total > 1'}"),
      '3:19 in "event.total > 1": unknown name',
    ],
    [
      'an unknown segment',
      segment('{segment: acive}\n---\nkind: segment\nname: active\nwhere: {profile: "true"}'),
      '3:9 no segment is named "acive" (did you mean "active"?)',
    ],
    [
      'an unknown content',
      journey('steps:\n  - send: {channel: c, content: helo}'),
      '5:24 no content is named "helo" (did you mean "hello"?)',
    ],
    ['an unknown step', journey('steps:\n  - sned: {}'), '5:5 unknown step "sned" (did you mean "send"?)'],
    [
      'a typo in a trigger',
      'kind: journey\nname: j\ntrigger: {evnt: A}\nsteps: [{stop: }]\n',
      '3:11 unknown key "evnt"',
    ],
    [
      'a typo in a flip',
      'kind: journey\nname: j\ntrigger: {segment: {entred: s}}\nsteps: [{stop: }]\n',
      '3:21 unknown key "entred"',
    ],
    ['a bad wait', journey('steps:\n  - wait: soon'), '5:5 "soon" is no duration'],
    [
      'a bad again',
      journey('entry: {again: sometimes}\nsteps: [{stop: }]'),
      '4:9 "sometimes": write always, never, or after 7d',
    ],
    ['a bad exit', journey("exit: [{event: B, where: '1 +'}]\nsteps: [{stop: }]"), '4:29 in "1 +": '],
    ['an unknown audience', journey('audience: {segment: nobody}\nsteps: [{stop: }]'), '4:1'],
    ['a branch without cases', journey('steps:\n  - branch: []'), '5:5 branch wants a list of cases'],
    [
      'a typo in a case',
      journey("steps:\n  - branch:\n      - {wenn: 'true', do: []}"),
      '6:10 unknown key "wenn"',
    ],
    [
      'a case behind otherwise',
      journey("steps:\n  - branch:\n      - otherwise: []\n      - {when: 'true', do: []}"),
      '6:9 otherwise stands last',
    ],
    ['a tab in YAML', 'kind: segment\n\tname: s\n', '2:1 '],
    ['a key twice', 'kind: segment\nname: s\nname: t\n', '3:1 Map keys must be unique'],
    ['a value that begins with a star', segment('*nobody'), '3:8 '],
    [
      'an alias of itself',
      'kind: segment\nname: s\nwhere: &a {all: [*a]}\n',
      '3:18 *a stands for what it stands in',
    ],
    ['a comparison without quotes', segment('{count: {event: A, within: 1d, is: >= 3}}'), '3:43 '],
    ['a content without a body', 'kind: content\nname: c\n', '1:1 content: body is missing: it is a text'],
  ])('%s', (_, text, line) => {
    const found = mistakes(text)
    expect(
      found.filter((message) => message.startsWith(`x.yaml:${line.replace(' ', ': ')}`)),
      found.join('\n'),
    ).toHaveLength(1)
  })

  it('a channel that is not configured', () => {
    const text = journey('steps:\n  - send: {channel: webhok, content: hello}')
    expect(mistakes(text, ['webhook', 'console'])).toEqual([
      'x.yaml:5:12: no channel is named "webhok" (did you mean "webhook"?)',
    ])
    expect(mistakes(text)).toEqual([])
  })

  it('segments that look at themselves through others', () => {
    const looks = (name: string, at: string) =>
      `kind: segment\nname: ${name}\nwhere: {not: {segment: ${at}}}\n`
    expect(mistakes([looks('a', 'b'), looks('b', 'c'), looks('c', 'a')].join('---\n'))).toEqual([
      'x.yaml:3:1: segment "a" looks at itself: a → b → c → a',
    ])
    expect(mistakes(looks('a', 'a'))).toEqual(['x.yaml:3:1: segment "a" looks at itself: a → a'])
  })

  it('two definitions of one kind and name, in whatever files; other kinds may share it', () => {
    const files = [
      { path: 'a.yaml', text: CONTENT },
      { path: 'b.yaml', text: CONTENT },
    ]
    expect(() => compileDefinitions(files)).toThrow('b.yaml:2:1: content hello is already defined in a.yaml')
    expect(mistakes(`kind: segment\nname: hello\nwhere: {profile: 'true'}\n---\n${CONTENT}`)).toEqual([])
  })

  it('what is wrong with its head, and with all of its conditions', () => {
    const text =
      'kind: segment\nname: Bad Name\nlateness: never\ntimezone: Mars/Base\nbackfil: 1d\n' +
      "where: {all: [{cont: 1}, {count: {event: A, within: 1x, is: '=> 1'}}, {segment: nobody}]}\n"
    expect(mistakes(text).map((line) => line.replace(/^x.yaml:(\d+):.*?: /, '$1 '))).toEqual([
      '2 name: a name is small letters, digits, - and _; description takes any script',
      '3 "never" is no duration: write 30m, 12h, 90d; a century at most',
      '4 "Mars/Base" is no time zone: write Europe/Berlin',
      '5 unknown key "backfil" (did you mean "backfill"?)',
      '6 unknown condition "cont" (did you mean "count"?)',
      '6 "1x" is no duration: write 30m, 12h, 90d; a century at most',
      `6 "=> 1" is no comparison: write '>= 1'`,
      '6 no segment is named "nobody"',
    ])
  })

  it('every mistake of every file at once, in the order of the files', () => {
    const files = [
      { path: 'z.yaml', text: segment("{count: {event: A, within: x, is: 'y'}}") },
      { path: 'b.yaml', text: 'kind: wat\nname: w\n---\nkind: content\nname: c\nextra: 1\nbody: 1\n' },
    ]
    expect(() => compileDefinitions(files)).toThrow(
      [
        'z.yaml:3:27: "x" is no duration: write 30m, 12h, 90d; a century at most',
        'z.yaml:3:38: "y" is no comparison: write \'>= 3\'',
        'b.yaml:1:1: unknown kind "wat": there are catalogue, identity, segment, journey, content',
        'b.yaml:6:1: unknown key "extra"',
        'b.yaml:7:1: body is a text like Hello {{ profile.name }}, not 1',
      ].join('\n'),
    )
  })
})

describe('identity rules are refused', () => {
  const known = '  - {type: user_id, role: known, from: [userId]}\n'
  const email = '  - {type: email, role: contact, from: [traits.email]}\n'
  const account = '  - {type: group_id, role: known, entity: account, from: [groupId]}\n'
  it.each<[string, string, string]>([
    ['with a known type after a contact one', email + known, '5:5 known types come before contact'],
    [
      'also when another entity stands between',
      email + account + known,
      '6:5 known types come before contact',
    ],
    ['with a type declared twice', known + known, '5:5 type "user_id" is declared twice'],
    [
      'with one path for two types',
      known + email.replace('traits.email', 'userId'),
      '5:5 userId is already user_id',
    ],
    [
      'with a parent that is not declared',
      known.replace('from', 'parent: device, from'),
      '4:5 parent "device"',
    ],
    [
      'with an unknown role',
      known.replace('known', 'admin'),
      '4:21 role is one of known, contact, anonymous, not "admin"',
    ],
    ['with a bad window', known.replace('from', 'window: soon, from'), '4:34 "soon" is no duration'],
    ['without types', '', '3:1 types is a list, not null'],
  ])('%s', (_, types, line) => {
    const found = mistakes(identity(types))
    expect(
      found.filter((message) => message.startsWith(`x.yaml:${line.replace(' ', ': ')}`)),
      found.join('\n'),
    ).toHaveLength(1)
  })

  it('when there are two of them', () => {
    const twice = mistakes(`${identity(known)}---\n${identity(known).replace('name: i', 'name: k')}`)
    expect(twice).toEqual(['x.yaml:6:1: there is one identity definition at most'])
  })

  it('not when each entity has its known types first', () => {
    expect(mistakes(identity(known + email + account))).toEqual([])
  })
})

describe('the version of definitions', () => {
  const version = (...texts: string[]) =>
    compileDefinitions(texts.map((text, i) => ({ path: `${i}.yaml`, text }))).version
  const one = "kind: segment\nname: s\nwhere: {count: {event: A, within: 1d, is: '>= 1'}}\n"
  const same = "where: {count: {is: '>= 1',   event: A, within: 1d}}\n# a remark\nname: s\nkind: segment\n"

  it('is that of their meaning, whatever the order of keys, definitions and files', () => {
    expect(version(one, CONTENT)).toBe(version(`${CONTENT}---\n${same}`))
  })

  it('changes with each word of them', () => {
    const all = [one, one.replace('1d', '2d'), one.replace('name: s', 'name: t'), `${one}---\n${CONTENT}`, '']
    expect(new Set(all.map((text) => version(text))).size).toBe(all.length)
  })

  it('never changes for the same definitions', () => {
    expect(version(one, CONTENT)).toBe('6r93qepnubh0')
  })
})

describe('what is compiled', () => {
  it('does not depend on the order of files', () => {
    const texts = ['b', 'a', 'c'].map((name) => {
      const look = segment('{not: {segment: u}}').replace('name: s', `name: ${name}`)
      const stop = `kind: journey\nname: ${name}\ntrigger: {event: A}\nsteps: [{stop: }]\n`
      return { path: `${name}.yaml`, text: `${stop}---\n${look}` }
    })
    const under = { path: 'u.yaml', text: segment("{profile: 'true'}").replace('name: s', 'name: u') }
    const all = [[...texts, under], [under, ...texts].reverse()].map((files) => {
      const { segments, journeys, version } = compileDefinitions(files)
      return {
        version,
        segments: segments.map(({ name }) => name),
        journeys: journeys.map(({ name }) => name),
      }
    })
    expect(all[0]).toEqual(all[1])
    expect(all[0]).toMatchObject({ segments: ['u', 'a', 'b', 'c'], journeys: ['a', 'b', 'c'] })
  })

  it('shares a window between equal leaves, not between different ones', () => {
    const leaf = (where: string) => `{count: {event: A, where: '${where}', within: 1d, is: '>= 2'}}`
    const text = [
      segment(`{all: [${leaf('event.x > 1.0')}, {not: ${leaf('event.x > 2.0')}}]}`),
      segment(leaf('event.x > 1.0')).replace('name: s', 'name: t'),
    ].join('---\n')
    const { windows, segments } = compileDefinitions([{ path: 'x.yaml', text }])
    expect(windows).toHaveLength(2)
    expect(segments.map((item) => item.windows)).toEqual([[0, 1], [0]])
  })

  it('runs faster by the time scale', () => {
    const files = [{ path: 'x.yaml', text: segment('{absent: {event: A, for: 1d}}') }]
    expect(compileDefinitions(files, { timeScale: 1_000 }).windows[0]?.withinMs).toBe(86_400)
  })

  it('is nothing when there is nothing', () => {
    expect(compileDefinitions([{ path: 'x.yaml', text: '# nothing yet\n---\n' }])).toMatchObject({
      segments: [],
      journeys: [],
      windows: [],
    })
  })
})
