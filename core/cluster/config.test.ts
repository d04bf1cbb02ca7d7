import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkConfig, configPlace, readConfig } from './config.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-config-'))
const path = join(folder, 'waymark.yaml')
afterAll(() => rmSync(folder, { recursive: true }))

function mistakes(text: string): string[] {
  writeFileSync(path, text)
  try {
    readConfig(path, { KNOWN: 'yes' })
    return []
  } catch (error) {
    return (error as Error).message.replaceAll(path, 'waymark.yaml').split('\n')
  }
}

describe('a configuration', () => {
  it.each<[string, string]>([
    ['ingest:\n  prot: 1\n', 'waymark.yaml:2:3: unknown key "prot" (did you mean "port"?)'],
    ['ingest:\n  port: http\n', 'waymark.yaml:2:3: port is a number, not "http"'],
    ['ingest:\n  sources:\n    - name: web\n', 'waymark.yaml:3:7: writeKey is missing: it is a text'],
    [
      'roles: [ingest, engin]\n',
      'waymark.yaml:1:17: this is one of ingest, engine, delivery, api, not "engin" (did you mean "engine"?)',
    ],
    [
      'log: {level: loud}\n',
      'waymark.yaml:1:7: level is one of debug, info, warn, error, silent, not "loud"',
    ],
    ['partitions: 0\n', 'waymark.yaml:1:1: partitions is at least 1'],
    ['namespace: a\n\tb: 1\n', 'waymark.yaml:2:1: Tabs are not allowed as indentation'],
    [`admin:\n  token: ${'$'}{NOBODY}\n`, `waymark.yaml:2:3: ${'$'}{NOBODY} is not set`],
  ])('that is wrong says so with its place: %j', (text, line) => {
    expect(mistakes(text)).toEqual([line])
  })

  it('says all that is wrong at once', () => {
    expect(mistakes('colour: 1\ningest: {port: x}\nchannels: {crm: {}}\n')).toEqual([
      'waymark.yaml:2:10: port is a number, not "x"',
      'waymark.yaml:3:12: plugin is missing: it is a text',
      'waymark.yaml:1:1: unknown key "colour"',
    ])
  })

  it('fills in the environment, and knows where its keys stand', () => {
    writeFileSync(
      path,
      `admin:\n  token: ${'$'}{KNOWN}\nchannels:\n  crm:\n    plugin: p\n    options: {a: 1}\n`,
    )
    const config = readConfig(path, { KNOWN: 'yes' })
    expect(config.admin.token).toBe('yes')
    expect(configPlace(config, ['channels', 'crm', 'options', 'a'])).toBe(`${path}:6:15`)
  })

  it('that stands in no file names the key by its way', () => {
    const origin = { path: 'the demo', baseDir: '/', environment: {} }
    expect(() => checkConfig({ ingest: { port: 'x' } }, origin)).toThrow('the demo: ingest.port: port is a')
  })
})
