import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Harness } from '../testing/harness.js'

const folder = new URL('../../config/definitions/', import.meta.url)
const definitions = readdirSync(folder).map((path) => ({
  path,
  text: readFileSync(new URL(path, folder), 'utf8'),
}))
const HOUR = 3_600_000
const DAY = 24 * HOUR

describe.each([1, 4, 16])('the shipped definitions over %i partitions', (partitions) => {
  const harness = () => new Harness({ definitions, partitions })

  it('rescues a cart exactly one hour after it was left', () => {
    const h = harness()
    h.track('ann', 'Cart Updated', { cart_id: 'c1', items: 2, value: 40 })
    h.advance(HOUR - 1)
    expect(h.deliveries).toEqual([])
    h.advance(1)
    expect(h.deliveries).toMatchObject([
      { channel: 'webhook', content: 'cart-rescue', at: '2026-01-01T01:00:00.000Z', journey: 'cart-rescue' },
    ])
    expect(h.factsOf('journey.exited', 'cart-rescue')).toMatchObject([{ because: { reason: 'completed' } }])
  })

  it('takes the branch of a cart worth 100 or more', () => {
    const h = harness()
    h.track('ann', 'Cart Updated', { cart_id: 'c1', items: 2, value: 100 })
    h.advance(HOUR)
    expect(h.deliveries.map((delivery) => delivery.content)).toEqual(['cart-rescue-big'])
  })

  it('ends the rescue at once when the same cart is bought, not another', () => {
    const h = harness()
    h.track('ann', 'Cart Updated', { cart_id: 'c1', items: 2, value: 40 })
    h.track('ann', 'Cart Updated', { cart_id: 'c2', items: 1, value: 10 })
    h.advance(1000)
    h.track('ann', 'Order Completed', { cart_id: 'c1', total: 40 })
    h.advance(2 * HOUR)
    expect(h.deliveries).toHaveLength(1)
    expect(h.deliveries[0]?.snapshot.entry).toMatchObject({ event: { cart_id: 'c2' } })
  })

  it('lets the sign-up see what the visitor did before it', () => {
    const h = harness()
    for (let i = 0; i < 3; i++) h.send({ ids: { anonymousId: 'a1' }, event: 'Product Viewed' })
    h.send({
      ids: { userId: 'ann', anonymousId: 'a1', 'traits.email': 'Ann@Example.com' },
      event: 'Signed Up',
    })
    expect(h.deliveries.map((delivery) => delivery.content).sort()).toEqual(['welcome', 'welcome-browser'])
    const profile = h.profile('anonymous_id', 'a1')
    expect(profile?.root).toEqual({ type: 'user_id', value: 'ann' })
    expect(h.profile('email', 'ann@example.com')).toEqual(profile)
    expect(profile?.segments).toEqual(['browsed-then-joined'])
    expect(h.factsOf('profile.merged')).toHaveLength(1)
  })

  it('knows a lapsed customer at the very instant, by time alone', () => {
    const h = harness()
    h.track('ann', 'Order Completed', { cart_id: 'c1', total: 20 })
    h.advance(DAY)
    h.track('ann', 'Order Completed', { cart_id: 'c2', total: 20 })
    h.advance(30 * DAY - 1)
    expect(h.factsOf('segment.entered', 'lapsed')).toEqual([])
    h.advance(1)
    expect(h.factsOf('segment.entered', 'lapsed')).toMatchObject([{ at: '2026-02-01T00:00:00.000Z' }])
    expect(h.deliveries.map((delivery) => delivery.content)).toEqual(['win-back'])
    h.advance(150 * DAY)
    expect(h.factsOf('segment.left', 'lapsed')).toMatchObject([{ at: '2026-06-30T00:00:00.000Z' }])
  })

  it('drops an event that comes twice', () => {
    const h = harness()
    const event = {
      ids: { userId: 'ann' },
      event: 'Order Completed',
      properties: { total: 120 },
      messageId: 'm1',
    }
    h.send(event)
    h.send(event)
    expect(h.factsOf('segment.entered', 'big-spender')).toEqual([])
    h.send({ ...event, messageId: 'm2' })
    expect(h.factsOf('segment.entered', 'big-spender')).toHaveLength(1)
  })

  it('keeps two known users of one device apart; the device follows the last login', () => {
    const h = harness()
    h.send({ ids: { userId: 'ann', anonymousId: 'tablet' }, event: 'App Opened' })
    h.send({ ids: { userId: 'bob', anonymousId: 'tablet' }, event: 'App Opened' })
    expect(h.profile('user_id', 'ann')?.profile).not.toBe(h.profile('user_id', 'bob')?.profile)
    expect(h.factsOf('identifier.unlinked')).toMatchObject([{ because: { reason: 'switched' } }])
    expect(h.profile('anonymous_id', 'tablet')?.root).toEqual({ type: 'user_id', value: 'bob' })
  })
})

describe('bad input on the log', () => {
  it('becomes a dead letter with its reason, and the rest goes on', () => {
    const h = new Harness({ definitions, partitions: 1 })
    h.append(0, new Uint8Array([10, 5, 1, 2]))
    h.append(0, new Uint8Array([0xff, 0xff, 0xff]))
    h.append(0, new Uint8Array())
    h.track('ann', 'Cart Updated', { cart_id: 'c1', items: 2, value: 40 })
    expect(h.deadLetters.map((letter) => letter.what)).toEqual(['record', 'record', 'record'])
    expect(h.factsOf('journey.entered')).toHaveLength(1)
  })
})
