import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../base/clock.js'
import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import { readConfig } from '../cluster/config.js'
import { startWorker, type Worker } from '../cluster/worker.js'

const IDENTITY = `
kind: identity
name: ours
types:
  - {type: user_id, role: known, from: [userId]}
  - {type: account_id, entity: account, role: known, from: [groupId]}
  - {type: email, role: contact, from: [traits.email], normalise: lower}
  - {type: anonymous_id, role: anonymous, from: [anonymousId], parent: email}
`

let folder: string
let worker: Worker

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-commands-'))
  mkdirSync(join(folder, 'definitions'))
  writeFileSync(join(folder, 'definitions', 'identity.yaml'), IDENTITY)
  const bytesMax = { logBytesMax: 10e6, factsBytesMax: 10e6, deliveriesBytesMax: 10e6 }
  const config = {
    partitions: 4,
    nats: { dataDir: join(folder, 'nats'), ...bytesMax },
    ingest: { port: 0, sources: [{ name: 'test', writeKey: 'key' }] },
    engine: { lanes: 1 },
    admin: { port: 0 },
  }
  const path = join(folder, 'waymark.yaml')
  writeFileSync(path, JSON.stringify(config))
  worker = await startWorker(readConfig(path, {}), { clock: systemClock, log: silentLog })
}, 60_000)

afterAll(async () => {
  await worker?.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

interface Profile {
  readonly profile: string
  readonly identifiers: readonly { type: string; value: string; because: unknown }[]
  readonly way: readonly { type: string; value: string; partition: number; leads: unknown }[]
}

async function command(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(`${worker.adminUrl}/api/commands`, { method: 'POST', headers, body: text })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

async function send(path: string, event: Record<string, unknown>): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from('key:').toString('base64')}` }
  const body = JSON.stringify(event)
  const { status } = await fetch(`${worker.ingestUrl}/v1/${path}`, { method: 'POST', headers, body })
  expect(status).toBe(200)
}

async function look(identifier: string): Promise<Profile | undefined> {
  const response = await fetch(`${worker.adminUrl}/api/profiles/${identifier.replace(':', '/')}`)
  return response.status === 200 ? ((await response.json()) as Profile) : undefined
}

async function idOf(identifier: string): Promise<string | undefined> {
  return (await look(identifier))?.profile
}

async function identifiersOf(identifier: string): Promise<string[]> {
  const identifiers = (await look(identifier))?.identifiers ?? []
  return identifiers.map(({ type, value }) => `${type}:${value}`).sort()
}

const id = (text: string) => {
  const [type = '', value = ''] = text.split(':')
  return { type, value }
}
const eventually = { timeout: 10_000 }

describe('a command', { timeout: 60_000 }, () => {
  it('links two known users', async () => {
    for (const userId of ['ann', 'bob']) await send('track', { userId, event: 'Seen' })
    await expect.poll(() => idOf('user_id:bob'), eventually).toBeDefined()
    await expect.poll(() => idOf('user_id:ann'), eventually).not.toBe(await idOf('user_id:bob'))
    const answer = await command({
      ...{ command: 'link', id: 'link-1' },
      ...{ subject: id('user_id:bob'), other: id('user_id:ann') },
    })
    expect(answer).toMatchObject({ status: 202, body: { id: 'link-1', sequence: expect.any(Number) } })
    await expect.poll(() => identifiersOf('user_id:ann'), eventually).toEqual(['user_id:ann', 'user_id:bob'])
    const [ann, bob] = [await look('user_id:ann'), await look('user_id:bob')]
    expect(ann?.profile).toBe(bob?.profile)
    // One of the two leads to the other; the command lies where the stronger one lives.
    const ways = [ann?.way ?? [], bob?.way ?? []].sort((x, y) => x.length - y.length)
    expect(ways.map((way) => way.length)).toEqual([1, 2])
    expect(ways[0]?.[0]?.partition).toBe(answer.body.partition)
    expect(ways[1]?.[0]?.leads).toEqual(id(`user_id:${ways[0]?.[0]?.value}`))
  })

  it('that comes again with its id is stored once; it is the evidence of the link', async () => {
    const link = {
      command: 'link',
      subject: id('user_id:x1'),
      other: id('email:X1@example.com'),
      id: 'again',
    }
    const first = await command(link)
    expect(first.status).toBe(202)
    expect(await command(link)).toEqual(first)
    const { id: own, ...rest } = link
    expect((await command(rest)).body.id).not.toBe(own)
    // Nobody had sent an event of either.
    await expect.poll(() => identifiersOf('email:x1@example.com'), eventually).toHaveLength(2)
    const because = { eventId: 'again', source: 'command', time: expect.any(Number) }
    expect((await look('user_id:x1'))?.identifiers).toMatchObject([{ because }, { because }])
  })

  it('unlinks an identifier and its children, and what led to it still finds its profile', async () => {
    await send('identify', { userId: 'cleo', anonymousId: 'tab', traits: { email: 'cleo@example.com' } })
    await expect.poll(() => identifiersOf('user_id:cleo'), eventually).toHaveLength(3)
    const before = await idOf('user_id:cleo')
    expect((await command({ command: 'unlink', subject: id('email:cleo@example.com') })).status).toBe(202)
    await expect.poll(() => identifiersOf('user_id:cleo'), eventually).toEqual(['user_id:cleo'])
    for (const gone of ['email:cleo@example.com', 'anonymous_id:tab'])
      await expect.poll(() => look(gone), eventually).toBeUndefined()

    await send('identify', { userId: 'cleo', traits: { email: 'second@example.com' } })
    await expect.poll(() => idOf('email:second@example.com'), eventually).toBe(before)
    await command({ command: 'unlink', subject: id('user_id:cleo') })
    await expect.poll(() => look('user_id:cleo'), eventually).toBeUndefined()
    const left = await look('email:second@example.com')
    expect(left).toMatchObject({ profile: before, identifiers: [id('email:second@example.com')] })
    expect(left?.way.map(({ leads }) => leads)).toEqual([id('user_id:cleo'), 'profile'])
    await send('track', { userId: 'cleo', event: 'Seen' })
    await expect.poll(() => idOf('user_id:cleo'), eventually).toBeDefined()
    expect(await idOf('user_id:cleo')).not.toBe(before)
    expect((await look('email:second@example.com'))?.profile).toBe(before)
  })

  it('erases a profile with all its identifiers, and late events do not bring it back', async () => {
    const timestamp = new Date().toISOString()
    await send('identify', { userId: 'dora', traits: { email: 'dora@example.com' }, timestamp })
    await expect.poll(() => identifiersOf('email:dora@example.com'), eventually).toHaveLength(2)
    expect((await command({ command: 'erase', subject: id('email:dora@example.com') })).status).toBe(202)
    for (const gone of ['user_id:dora', 'email:dora@example.com'])
      await expect.poll(() => look(gone), eventually).toBeUndefined()
    await send('track', { userId: 'dora', event: 'Seen', timestamp })
    const metrics = async () => (await fetch(`${worker.adminUrl}/metrics`)).text()
    await expect.poll(metrics, eventually).toMatch(/^waymark_events_erased_total 1$/m)
    expect(await look('user_id:dora')).toBeUndefined()
    expect(await metrics()).toMatch(/^waymark_events_parked_total\{outcome="parked"\} [1-9]/m)
  })
})

describe('a command that cannot be carried out', { timeout: 20_000 }, () => {
  const subject = id('user_id:ann')

  it('is refused with place and reason', async () => {
    const wrong: [unknown, RegExp][] = [
      ['{', /no JSON/],
      ['null', /./],
      [{ command: 'lnik', subject }, /^command: /],
      [{ command: 'link', subject }, /^other: /],
      [{ command: 'erase', subject, other: subject }, /other/],
      [{ command: 'erase', subject, id: 'a b' }, /^id: an id is/],
      [{ command: 'erase', subject: { ...subject, value: 7 } }, /^subject.value: /],
      [{ command: 'erase', subject, force: true }, /force/],
      [{ command: 'erase', subject: id('usr_id:ann') }, /did you mean "user_id"/],
      [{ command: 'erase', subject: id('user_id:null') }, /identifies nobody/],
      [{ command: 'link', subject, other: subject }, /linked to itself/],
      [{ command: 'link', subject, other: id('account_id:acme') }, /of the kind user, account_id/],
    ]
    for (const [body, reason] of wrong) {
      const answer = await command(body)
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } })
      expect(answer.body.message).toMatch(reason)
    }
  })

  it('is refused when it is too large, or comes from a page in a browser', async () => {
    expect((await command('x'.repeat(LIMITS.commandBytesMax + 1))).status).toBe(413)
    const page = await command({ command: 'erase', subject }, { origin: 'https://elsewhere.example' })
    expect(page).toMatchObject({ status: 403, body: { code: 'TOKEN_REJECTED' } })
    expect(await look('user_id:ann')).toBeDefined()
  })
})
