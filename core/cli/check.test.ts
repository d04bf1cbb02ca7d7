import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from './program.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-check-'))
const definitions = join(folder, 'definitions')
beforeEach(() => {
  rmSync(definitions, { recursive: true, force: true })
  mkdirSync(definitions)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs `waymark check` on these files; paths are as in the folder. */
async function check(files: Readonly<Record<string, string>>, ...words: string[]) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(definitions, name), text)
  const [out, err]: string[][] = [[], []]
  const shown = (line: string) =>
    line.replaceAll(`${relative(process.cwd(), definitions)}/`, '').replaceAll(folder, '')
  const code = await run(['check', definitions, ...words], {
    out: async (line) => void out?.push(shown(line)),
    say: (line) => void err?.push(shown(line)),
    interactive: false,
    canAsk: false,
    ask: async () => false,
    environment: {},
  })
  return { code, out, err }
}

const SEGMENT = `kind: segment
name: regular
where: {count: {event: Bought, where: 'event.total >= 5', within: 10d, is: '>= 2'}}
`
const BOUGHT = '{event: Bought, total: 9, at: 2026-01-0'
const test = (expect: string) =>
  `${SEGMENT}tests:\n  - given: [${BOUGHT}1}, ${BOUGHT}2}]\n    expect: [${expect}]\n`

describe('waymark check', () => {
  it('counts what is fine', async () => {
    const files = { 'a.yaml': test('{at: 2026-01-02, entered}, {at: 2026-01-11, left}') }
    expect(await check(files)).toEqual({
      code: 0,
      out: ['1 file, 1 segment, 0 journeys, 0 contents: no mistake. 1 test passed.'],
      err: [],
    })
  })

  it('says all mistakes of all files with their places, and runs nothing then', async () => {
    const files = {
      'a.yaml': SEGMENT.replace('within', 'wthin'),
      'b.yaml': 'kind: content\nname: c\nbody: "{{ profle.name }}"\ntests: [{expect: {bdy: x}}]\n',
    }
    expect(await check(files)).toEqual({
      code: 1,
      out: [
        'a.yaml:3:59: unknown key "wthin" (did you mean "within"?)',
        'b.yaml:3:11: in the template: unknown name "profle" (did you mean "profile"?): ' +
          'here there are profile, entry, to',
        'b.yaml:4:19: unknown key "bdy" (did you mean "body"?)',
      ],
      err: ['DEFINITION_INVALID 3 mistakes — mend these places'],
    })
  })

  it('shows of a test that fails what was given, what came, and what had been expected', async () => {
    const late = test(`{at: 2026-01-02, entered}, {at: 2026-01-12, left}`)
    expect(
      await check({ 'a.yaml': late.replace(`${BOUGHT}1}`, `${BOUGHT}1}, {event: Bought, at: 2026-01-01}`) }),
    ).toEqual({
      code: 1,
      out: [
        'a.yaml:5:5: segment regular, test 1: not as expected',
        '    2026-01-01 00:00  Bought {"total":9}',
        '    2026-01-01 00:00  Bought',
        '    2026-01-02 00:00  Bought {"total":9}',
        '  = 2026-01-02 00:00  entered for user_id:customer',
        '  + 2026-01-11 00:00  left for user_id:customer    (happened, but nobody expected it)',
        '  - 2026-01-12 00:00  left    (expected, but it did not happen)',
        '    a.yaml:3:32: "event.total >= 5" had no value, 1 time',
        '',
      ],
      err: ['TEST_FAILED 1 of 1 test failed — mend the definition or its test: - was expected, + happened'],
    })
  })

  it('says it all as one JSON object for programs', async () => {
    const { code, out } = await check({ 'a.yaml': test('{at: 2026-01-03, entered}') }, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out?.join('\n') ?? '')).toMatchObject({
      problems: [],
      tests: [
        {
          test: { kind: 'segment', definition: 'regular', name: '1', place: 'a.yaml:5:5' },
          passed: false,
          lines: [
            { what: 'given', at: '2026-01-01 00:00' },
            { what: 'given' },
            { what: 'unexpected', at: '2026-01-02 00:00', text: 'entered for user_id:customer' },
            { what: 'missing', at: '2026-01-03 00:00', text: 'entered' },
          ],
        },
      ],
    })
  })

  it('knows the channels of a configuration, and says what is wrong with that', async () => {
    const config = join(folder, 'waymark.yaml')
    const journey =
      'kind: journey\nname: j\ntrigger: {event: A}\nsteps: [{send: {channel: crm, content: c}}]\n'
    const files = { 'a.yaml': `${journey}---\nkind: content\nname: c\nbody: x\n` }
    writeFileSync(config, 'channels:\n  console: {plugin: console}\n')
    expect((await check(files, '--config', config)).out).toEqual(['a.yaml:4:17: no channel is named "crm"'])
    expect((await check(files)).code).toBe(0)
    writeFileSync(config, 'channels:\n  crm: {plugin: webhook, options: {adress: x}}\n')
    const err = (await check(files, '--config', config)).err?.join('\n')
    const which = 'channel "crm", plugin "webhook"'
    expect(err).toMatch(
      new RegExp(`^PLUGIN_INVALID /waymark.yaml:2:\\d+: ${which}: url is missing: it is a text`),
    )
    expect(err).toContain(`${which}: unknown key "adress"`)
  })

  it.each([
    ['{at: 2026-01-02, entred}', 'a segment never says "entred" (did you mean "entered"?)'],
    ['{at: 2026-01-02}', 'what is expected is an instant and one of entered, left'],
    ['{at: tomorrow, entered}', 'at: write an instant with its zone: 2026-01-31T10:00Z'],
    ['{entered}', 'at is missing: it is a text'],
  ])('refuses a test that expects %s', async (expected, message) => {
    const { out } = await check({ 'a.yaml': test(expected) })
    expect(out).toEqual([expect.stringMatching(/^a\.yaml:6:\d+: /)])
    expect(out?.[0]).toContain(message)
  })
})
