import { expect, test } from 'vitest'
import { waymark } from '#proto'
import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import { BrokerClock } from './broker-clock.js'
import { FlakyBroker, JumpingClock, type Mishaps, NO_MISHAPS } from './flaky-broker.js'
import { Ticker } from './ticker.js'

function world(mishaps: Mishaps = NO_MISHAPS, aheadMs = 0) {
  const clock = new JumpingClock()
  const broker = new FlakyBroker(clock, 1, mishaps, () => 'LOG')
  broker.aheadMs = aheadMs
  const time = new BrokerClock(clock)
  const state = { busy: false }
  const ticker = new Ticker({
    broker,
    subject: 'wm.p.000',
    clock,
    time,
    log: silentLog,
    busy: () => state.busy,
  })
  const start = clock.now()
  return { clock, broker, time, ticker, state, start }
}

function ticks(broker: FlakyBroker): number[] {
  return broker.messages('LOG').map((message) => message.time)
}

test('a timer that is due brings a tick, a moment later and only one', async () => {
  const { clock, broker, ticker, start } = world()
  ticker.applied(0, start, start + 5_000)
  await clock.runUntil(start + 4_999)
  expect(ticks(broker)).toEqual([])
  await clock.runUntil(start + 60_000)
  const [tick] = ticks(broker)
  expect(ticks(broker)).toHaveLength(1)
  expect(tick).toBeGreaterThan(start + 5_000)
  expect(tick).toBeLessThan(start + 5_010)
  expect(waymark.Record.decode(broker.messages('LOG')[0]?.bytes ?? new Uint8Array()).body).toBe('tick')
})

test('no timer, no tick', async () => {
  const { clock, broker, ticker, start } = world()
  ticker.applied(0, start, start + 5_000)
  ticker.applied(0, start, Number.POSITIVE_INFINITY)
  await clock.runUntil(start + 60_000)
  expect(ticks(broker)).toEqual([])
})

test('a timer beyond what Node can wait for is waited for', async () => {
  const { clock, broker, ticker, start } = world()
  const year = 365 * 24 * 60 * 60 * 1000
  ticker.applied(0, start, start + year)
  await clock.runUntil(start + year - 1)
  expect(ticks(broker)).toEqual([])
  await clock.runUntil(start + year + 100)
  expect(ticks(broker)).toHaveLength(1)
})

test('while records wait or are at work there is no tick: they bring the time', async () => {
  const { clock, broker, ticker, state, start } = world()
  ticker.applied(0, start, start + 5_000)
  state.busy = true
  await clock.runUntil(start + 10_000)
  expect(ticks(broker)).toEqual([])
  state.busy = false
  ticker.applied(0, start + 9_999, start + 20_000)
  await clock.runUntil(start + 30_000)
  expect(ticks(broker)).toHaveLength(1)
})

test('timers due one after the other bring ticks some way apart', async () => {
  const { clock, broker, ticker, start } = world()
  let due = start + 100
  ticker.applied(0, start, due)
  let applied = 0
  while (clock.now() < start + 1_100) {
    await clock.step(start + 1_100)
    const last = broker.messages('LOG').at(-1)
    if (last === undefined || last.sequence === applied) {
      if (!(await clock.step(start + 1_100))) break
      continue
    }
    applied = last.sequence
    while (due <= last.time) due += 1
    ticker.applied(applied, last.time, due)
  }
  const times = ticks(broker)
  expect(times.length).toBeGreaterThan(20)
  // Two publishes of up to 3 ms to arrive may come that much closer.
  for (const [i, time] of times.slice(1).entries())
    expect(time - (times[i] ?? 0)).toBeGreaterThanOrEqual(LIMITS.tickSpacingMsMin - 3.001)
})

test('a tick that could not be stored is tried again', async () => {
  const { clock, broker, ticker, start } = world({ ...NO_MISHAPS, refused: 1 })
  ticker.applied(0, start, start + 5_000)
  await clock.runUntil(start + 20_000)
  expect(ticks(broker)).toEqual([])
  broker.mishaps = NO_MISHAPS
  await clock.runUntil(start + 30_000)
  expect(ticks(broker)).toHaveLength(1)
})

test.each([-30_000, 30_000])(
  'due is judged by the clock of a broker %i ms ahead, once known',
  async (ahead) => {
    const { clock, broker, ticker, start } = world(NO_MISHAPS, ahead)
    // The first tick comes by our own clock and tells the time.
    void ticker.applied(0, 0, start)
    await clock.runUntil(start + 100)
    const first = broker.messages('LOG')[0]
    void ticker.applied(first?.sequence ?? 0, first?.time ?? 0, start + ahead + 60_000)
    await clock.runUntil(start + 120_000)
    expect(ticks(broker)).toHaveLength(2)
    const late = (ticks(broker)[1] ?? 0) - (start + ahead + 60_000)
    expect(late).toBeGreaterThan(-3)
    expect(late).toBeLessThan(10)
  },
)

test('no tick after a stop', async () => {
  const { clock, broker, ticker, start } = world()
  ticker.applied(0, start, start + 5_000)
  ticker.stop()
  await clock.runUntil(start + 60_000)
  expect(ticks(broker)).toEqual([])
})
