import { describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { readOptions } from '../plugin/options.js'
import type { Channel, ChannelPlugin, Message, SendResult } from '../plugin/plugin.js'
import { readSendResult } from '../plugin/send-result.js'

/** What a provider's double does with the next calls. */
export type ProviderMood = 'accepts' | 'fails' | 'refuses' | 'is silent'

/** A local double of the provider, as far as the contract needs it. */
export interface ProviderDouble {
  /** How it meets the next calls: takes them, fails for now, refuses for good, or never answers. */
  become(mood: ProviderMood): void
  /** Idempotency keys of the calls that have reached it, in order. */
  keys(): readonly string[]
}

export interface ChannelContract {
  /** Options that are right; a function when they are known only once the provider's double listens. */
  readonly options?: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>)
  /** Without it only the promises that need no provider are tested. */
  readonly provider?: ProviderDouble
  /** Changes the sample message to one that the channel can send: an address, a part. */
  readonly message?: Partial<Message>
}

/** A call must settle this soon after its signal aborts, ms. */
const ABORT_MS_MAX = 1_000

/** The promises that every channel keeps, as a test suite: call it at the top of a plugin's test file. */
export function channelContract(plugin: ChannelPlugin, contract: ChannelContract = {}): void {
  const raw = () => (typeof contract.options === 'function' ? contract.options() : (contract.options ?? {}))
  const message = deepFreeze({ ...sampleMessage(), ...contract.message })
  const withChannel = async <T>(use: (channel: Channel) => Promise<T>): Promise<T> => {
    const channel = await setUp(plugin, raw())
    try {
      return await use(channel)
    } finally {
      await channel.close?.()
    }
  }
  const { provider } = contract

  describe(`channel ${plugin.name}: the contract`, () => {
    it('is a channel with a name that can stand in configuration', () => {
      expect(plugin.kind).toBe('channel')
      expect(plugin.name).toMatch(/^[a-z][a-z0-9-]{0,40}$/)
    })

    it('takes its options and refuses a key that it does not know', async () => {
      expect(await readOptions(plugin.options, raw())).toMatchObject({ ok: true })
      expect(await readOptions(plugin.options, { ...raw(), 'no-such-option': 1 })).toMatchObject({
        ok: false,
      })
    })

    it('has limits that make sense', () => {
      for (const limit of Object.values(plugin.limits ?? {})) expect(limit).toBeGreaterThan(0)
    })

    it('says one of the three results, and leaves the message as it is', async () => {
      provider?.become('accepts')
      await withChannel(async (channel) => {
        const result = await send(channel, message, 1)
        if (provider !== undefined) expect(result.kind).toBe('sent')
      })
    })

    it('settles when its signal has aborted before the call', async () => {
      provider?.become('is silent')
      await withChannel(async (channel) => {
        await settlesSoon(channel.send(message, { attempt: 1, signal: AbortSignal.abort(new Error('late')) }))
      })
    })

    it('closes without a throw: unused, used, and after a failure', async () => {
      for (const mood of [null, 'accepts', 'fails'] as const) {
        const channel = await setUp(plugin, raw())
        if (mood !== null) {
          provider?.become(mood)
          await send(channel, message, 1)
        }
        await expect((async () => channel.close?.())()).resolves.not.toThrow()
      }
    })

    it('keeps its instances apart: one closes, the other goes on', async () => {
      provider?.become('accepts')
      const [first, second] = [await setUp(plugin, raw()), await setUp(plugin, raw())]
      await first.close?.()
      const result = await send(second, message, 1)
      await second.close?.()
      if (provider !== undefined) expect(result.kind).toBe('sent')
    })

    if (provider !== undefined) providerContract(provider, message, withChannel)
  })
}

function providerContract(
  provider: ProviderDouble,
  message: Message,
  withChannel: <T>(use: (channel: Channel) => Promise<T>) => Promise<T>,
): void {
  it('sends the same key on every try', async () => {
    const before = provider.keys().length
    await withChannel(async (channel) => {
      provider.become('fails')
      expect((await send(channel, message, 1)).kind).toBe('retry')
      provider.become('accepts')
      expect((await send(channel, message, 2)).kind).toBe('sent')
    })
    const keys = provider.keys().slice(before)
    expect(keys.length).toBeGreaterThanOrEqual(2)
    expect(new Set(keys)).toEqual(new Set([message.key]))
  })

  it('asks for another try when the provider fails, and works again after it', async () => {
    await withChannel(async (channel) => {
      provider.become('fails')
      expect(await send(channel, message, 1)).toMatchObject({
        kind: 'retry',
        reason: expect.stringMatching(/\S/),
      })
      provider.become('accepts')
      expect((await send(channel, message, 2)).kind).toBe('sent')
    })
  })

  it('rejects what the provider refuses for good, with a reason', async () => {
    provider.become('refuses')
    await withChannel(async (channel) => {
      const result = await send(channel, message, 1)
      expect(result).toMatchObject({ kind: 'rejected', reason: expect.stringMatching(/\S/) })
    })
  })

  it('gives up soon after its signal aborts', async () => {
    provider.become('is silent')
    await withChannel(async (channel) => {
      const before = provider.keys().length
      const aborting = new AbortController()
      const call = (async () => channel.send(message, { attempt: 1, signal: aborting.signal }))()
      await expect.poll(() => provider.keys().length, { timeout: 5_000 }).toBeGreaterThan(before)
      aborting.abort(new Error('late'))
      await settlesSoon(call)
    })
  })
}

async function setUp(plugin: ChannelPlugin, raw: Readonly<Record<string, unknown>>): Promise<Channel> {
  const read = await readOptions(plugin.options, raw)
  if (!read.ok) throw new Error(`the options of the contract are refused: ${read.reasons.join('; ')}`)
  return plugin.setup({ instance: 'sample', options: read.options, log: silentLog })
}

async function send(channel: Channel, message: Message, attempt: number): Promise<SendResult> {
  const returned = await channel.send(message, { attempt, signal: new AbortController().signal })
  const result = readSendResult(returned)
  expect(result, 'what send returned is a SendResult').toEqual(returned)
  return result as SendResult
}

/** Whether by a result or by a throw: the host takes both. */
async function settlesSoon(call: SendResult | Promise<SendResult>): Promise<void> {
  const settled = Promise.resolve(call).then(
    () => true,
    () => true,
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ABORT_MS_MAX, false)
  })
  expect(await Promise.race([settled, late]), `settles within ${ABORT_MS_MAX} ms of its abort`).toBe(true)
  clearTimeout(timer)
}

function sampleMessage(): Message {
  return {
    key: '7-4711-0',
    channel: 'sample',
    at: '2026-01-01T10:00:00.000Z',
    profile: 'p-ann',
    to: { user_id: ['ann'], email: ['ann@example.com'] },
    content: { name: 'welcome', subject: 'Welcome, Ann', body: 'Good to see you — 你好.', parts: {} },
    journey: 'welcome',
    instance: 'i-1',
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
