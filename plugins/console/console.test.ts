import { expect, it } from 'vitest'
import { channelContract } from 'waymark/testing'
import channel from './index.js'

channelContract(channel)

it('says to whom, and what', async () => {
  const lines: unknown[] = []
  const log = { ...silent(), info: (...line: unknown[]) => lines.push(line) }
  const instance = await channel.setup({
    instance: 'console',
    options: {},
    log: { ...log, child: () => log } as never,
  })
  await instance.send(
    {
      key: '1-2-3',
      channel: 'console',
      at: '2026-01-01T10:00:00.000Z',
      profile: 'p',
      to: { email: ['ann@example.com'] },
      content: { name: 'welcome', subject: 'Hello', body: 'Good day', parts: { url: 'https://example.com' } },
      journey: 'welcome',
      instance: 'i',
    },
    { attempt: 1, signal: new AbortController().signal },
  )
  const fields = {
    key: '1-2-3',
    to: { email: ['ann@example.com'] },
    subject: 'Hello',
    body: 'Good day',
    url: 'https://example.com',
  }
  expect(lines).toEqual([['welcome', fields]])
})

function silent() {
  return { debug: () => {}, warn: () => {}, error: () => {} }
}
