import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runTests, type TestOutcome } from '../cli/check-tests.js'
import { DEFAULT_IDENTITY } from './default-identity.js'
import { compileDefinitions } from './definitions.js'

const folder = new URL('../../config/definitions/', import.meta.url)
const files = readdirSync(folder)
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }))

describe('the definitions of config/definitions', () => {
  const definitions = compileDefinitions(files, { channels: new Set(['console', 'webhook']) })

  it('compile, on the channels that config/waymark.yaml has', () => {
    expect(definitions.journeys.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cart-rescue', 'welcome', 'welcome-back-browser', 'win-back']),
    )
    const configured = readFileSync(new URL('../waymark.yaml', folder), 'utf8')
    for (const channel of ['console', 'webhook'])
      expect(configured).toMatch(new RegExp(`^ +${channel}:`, 'm'))
  })

  it.each(runTests(definitions).map((outcome) => [titleOf(outcome), outcome] as const))(
    'do what their own tests say: %s',
    (_, { lines }) => {
      expect(lines.filter(({ what }) => what !== 'given' && what !== 'met')).toEqual([])
    },
  )

  it('have tests, each of them', () => {
    const tested = new Set(definitions.tests.map(({ kind, definition }) => `${kind} ${definition}`))
    const { segments, journeys, contents } = definitions
    const all = [
      ...segments.map(({ name }) => `segment ${name}`),
      ...journeys.map(({ name }) => `journey ${name}`),
      ...[...contents.keys()].map((name) => `content ${name}`),
      'identity default',
    ]
    expect(all.filter((name) => !tested.has(name))).toEqual([])
  })

  it('say of identity what holds when nothing is said', () => {
    expect(definitions.identities.rules).toEqual(DEFAULT_IDENTITY)
  })

  it('send each content that they have, and have no other', () => {
    const sent = definitions.journeys.flatMap(({ instructions }) =>
      instructions.flatMap((what) => (what.do === 'send' ? [what.content] : [])),
    )
    expect([...definitions.contents.keys()].sort()).toEqual([...new Set(sent)].sort())
  })

  it('compile apart from each other as well, where they do not name each other', () => {
    for (const file of files) expect(() => compileDefinitions([file]), file.path).not.toThrow()
  })
})

function titleOf({ test: { kind, definition, name } }: TestOutcome): string {
  return `${kind} ${definition}, ${name}`
}
