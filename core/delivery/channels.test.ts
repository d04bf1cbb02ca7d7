import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { type Log, silentLog } from '../base/log.js'
import { closeChannels, loadChannels } from './channels.js'
import { HandClock } from './test-broker.js'

let baseDir = ''
const lines: string[] = []
const log: Log = {
  ...silentLog,
  info: (line) => lines.push(line),
  warn: (line) => lines.push(line),
  child: () => log,
}

beforeEach(async () => {
  baseDir = await mkdtemp(join(tmpdir(), 'waymark-plugins-'))
  lines.length = 0
})
afterEach(() => rm(baseDir, { recursive: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(baseDir, path)), { recursive: true })
  await writeFile(join(baseDir, path), text)
}

const plugin = (rest: string) => `export default {kind: 'channel', name: 'sample', ${rest}}`
const FINE = plugin(`setup: ({instance, log}) => {
  log.info('setup ' + instance)
  return {send: () => ({kind: 'sent'}), close: () => log.info('close ' + instance)}
}`)

type Settings = { plugin: string; [key: string]: unknown }

function load(channels: Record<string, Settings>, clock = new HandClock()) {
  const filled = Object.entries(channels).map(([name, given]) => [name, { options: {}, ...given }])
  return loadChannels({ baseDir, channels: Object.fromEntries(filled) }, { log, clock })
}

describe('loading channels', () => {
  it('finds our own by a bare word, others by path, by folder and by package', async () => {
    await write('a.mjs', FINE)
    await write('b/index.js', FINE)
    await write('package.json', '{"type": "module"}')
    await write('node_modules/waymark-channel-x/index.js', FINE)
    await write('node_modules/waymark-channel-x/package.json', '{"type": "module", "main": "index.js"}')
    const loaded = await load({
      own: { plugin: 'console' },
      a: { plugin: './a.mjs' },
      b: { plugin: './b' },
      x: { plugin: 'waymark-channel-x' },
    })
    expect(loaded.map(({ name }) => name)).toEqual(['own', 'a', 'b', 'x'])
  })

  it('lets no package take the place of one of ours', async () => {
    await write('node_modules/console/index.js', "throw new Error('the wrong one')")
    expect(await load({ own: { plugin: 'console' } })).toHaveLength(1)
  })

  it('takes limits from configuration, else from the plugin, else its own', async () => {
    await write('a.mjs', plugin('limits: {attempts: 7, timeoutMs: 70}, setup: () => ({send: () => {}})'))
    const [channel] = await load({ a: { plugin: './a.mjs', timeoutMs: 80 } })
    expect(channel?.limits).toEqual({ attempts: 7, timeoutMs: 80, concurrency: LIMITS.deliveryFlightMax })
  })

  it.each([
    ['is not there', undefined, 'there is no module at'],
    ['is no module', 'export default {', 'plugin "./broken.mjs": '],
    ['throws at import', "throw new Error('boom')", 'boom'],
    ['exports nothing', 'export const x = 1', 'its default export is no plugin'],
    ['is of another kind', "export default {kind: 'sink'}", 'kind sink'],
    ['lacks setup', "export default {kind: 'channel', name: 'x'}", 'lacks a name or a function "setup"'],
    ['has limits that are none', plugin('limits: {attempts: 0}, setup: () => {}'), 'limits.attempts: 0'],
    ['throws in setup', plugin("setup: () => { throw new Error('boom') }"), 'boom'],
    ['rejects in setup', plugin("setup: async () => { throw new Error('boom') }"), 'boom'],
    ['gives nothing to send with', plugin('setup: () => ({})'), 'no object with a function "send"'],
  ])('refuses a plugin that %s, by instance, plugin and reason', async (_, text, reason) => {
    if (text !== undefined) await write('broken.mjs', text)
    const loading = load({ crm: { plugin: './broken.mjs' } })
    await expect(loading).rejects.toMatchObject({ code: 'PLUGIN_INVALID' })
    await expect(loading).rejects.toThrow('channel "crm", plugin "./broken.mjs"')
    await expect(loading).rejects.toThrow(reason)
  })

  it('refuses options by the path of each key that is wrong', async () => {
    const wrong = { url: 'https://example.com', secret: 'x', alow: [] }
    const loading = load({ crm: { plugin: 'webhook', options: wrong } })
    await expect(loading).rejects.toThrow(/options\.secret: .* must be base64/)
    await expect(loading).rejects.toThrow('unknown key "alow" (did you mean "allow"?)')
    await expect(load({ crm: { plugin: 'console', options: { colour: 1 } } })).rejects.toThrow(
      'options.colour',
    )
  })

  it('names the plugin whose setup does not end', async () => {
    const slow = "setup: ({log}) => { log.info('setup'); return new Promise(() => {}) }"
    await write('slow.mjs', plugin(slow))
    const clock = new HandClock()
    const loading = load({ crm: { plugin: './slow.mjs' } }, clock)
    const refused = expect(loading).rejects.toThrow('plugin "./slow.mjs": setup took longer than 10000 ms')
    await expect.poll(() => lines).toEqual(['setup'])
    await clock.pass(LIMITS.pluginBootMsMax)
    await refused
  })

  it('closes the ones before it when one fails', async () => {
    await write('a.mjs', FINE)
    const loading = load({ a: { plugin: './a.mjs' }, b: { plugin: './a.mjs' }, c: { plugin: './none.mjs' } })
    await expect(loading).rejects.toThrow('"c"')
    expect(lines).toEqual(['setup a', 'setup b', 'close b', 'close a'])
  })
})

it('closes in reverse order, past one that throws and one that hangs', async () => {
  await write('a.mjs', FINE)
  await write('throws.mjs', plugin("setup: () => ({send() {}, close() { throw new Error('boom') }})"))
  await write('hangs.mjs', plugin('setup: () => ({send() {}, close: () => new Promise(() => {})})'))
  const clock = new HandClock()
  const channels = ['a', 'throws', 'hangs', 'a'].map((file, i) => [
    `${file}${i}`,
    { plugin: `./${file}.mjs` },
  ])
  const loaded = await load(Object.fromEntries(channels), clock)
  lines.length = 0
  const closed = closeChannels(loaded, { log, clock })
  await clock.pass(LIMITS.pluginCloseMsMax)
  await closed
  const unclean = 'a channel did not close cleanly'
  expect(lines).toEqual(['close a3', unclean, unclean, 'close a0'])
})
