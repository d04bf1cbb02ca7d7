import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { names } from '../event/subjects.js'
import { BrokerFixture, bytesOf } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'
import { ensureStreams, type StreamsConfig, storeBytes } from './streams.js'

const servers = await testServers()
const config: StreamsConfig = {
  partitions: 16,
  nats: {
    replicas: 1,
    logBytesMax: 1_000_000_000,
    changelogBytesMax: 500_000_000,
    factsBytesMax: 2_000_000_000,
    deliveriesBytesMax: 1_000_000_000,
    deadLettersBytesMax: 256_000_000,
    logAgeDays: 7,
  },
}

describe.each(servers)('the streams of a namespace on nats-server $version', (binary) => {
  const fixture = new BrokerFixture(binary)
  beforeAll(() => fixture.start())
  afterAll(() => fixture.stop())

  it('are all there after the first start, and the second changes nothing', async () => {
    const wm = names('wm')
    await ensureStreams(fixture.broker, wm, config)
    await ensureStreams(fixture.broker, wm, config)
    const subjects = [
      wm.log(15),
      wm.changelog(15),
      wm.fact('segment.entered', 3),
      wm.delivery('email', 3),
      wm.deadLetter('event'),
    ]
    for (const subject of subjects)
      expect(await fixture.broker.publish(subject, bytesOf('x'))).toMatchObject({ sequence: 1 })
  })

  it('of another number of partitions are refused', async () => {
    const shop = names('shop')
    await ensureStreams(fixture.broker, shop, { ...config, partitions: 2 })
    await expect(ensureStreams(fixture.broker, shop, { ...config, partitions: 3 })).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
      message: expect.stringContaining('created with 2 partitions, the configuration says 3'),
    })
  })

  it('are agreed on by workers that start at once', async () => {
    const race = names('race')
    const starts = [2, 2, 4, 4].map((partitions) =>
      ensureStreams(fixture.broker, race, { ...config, partitions }).then(
        () => partitions,
        () => 0,
      ),
    )
    const winners = new Set((await Promise.all(starts)).filter((partitions) => partitions > 0))
    expect(winners.size).toBe(1)
  })
})

it('storeBytes sums the limits of all streams', () => {
  const buckets = (16 + 128) * 1024 * 1024
  expect(storeBytes(names('wm'), config)).toBe(16e9 + 16 * 5e8 + 2e9 + 1e9 + 256e6 + buckets + 1e6)
})
