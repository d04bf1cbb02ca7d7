/** For tests: users of whom every event has to be counted, and once, as facts and deliveries say. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { event, user, visitor, type World } from './engine-test-world.js'

/** `all` is entered by who has all events, `more` by who has more: who gets here with one counted twice. */
export const countingDefinitions = (eventsEach: number): string => `
kind: segment
name: all
where: {sum: {event: Seen, of: event.one, within: 1d, is: '>= ${eventsEach}'}}
---
kind: segment
name: more
where: {sum: {event: Seen, of: event.one, within: 1d, is: '> ${eventsEach}'}}
---
kind: journey
name: thanks
trigger: {segment: {entered: all}}
entry: {again: never}
steps: [{send: {channel: console, content: thanks}}]
---
kind: content
name: thanks
body: Thank you
`

export interface Counting {
  readonly users: number
  readonly eventsEach: number
  readonly pauseMs: number
}

/** Sends the events of all users, in rounds of one each; in every third round they name a visitor, too. */
export async function sendCounted(
  world: World,
  { users, eventsEach, pauseMs }: Counting,
  onSent: () => void = () => {},
): Promise<void> {
  for (let round = 0; round < eventsEach; round++)
    for (let i = 0; i < users; i++) {
      const identifiers = round % 3 === 1 ? [user(`u${i}`), visitor(`v${i}`)] : [user(`u${i}`)]
      await world.send(event('Seen', identifiers, { one: 1 }))
      onSent()
      await pause(pauseMs)
    }
}

/** The users' flips of a segment: one fact each. */
export async function entered(world: World, segment: string): Promise<string[]> {
  const facts = (await world.now(world.names.factStream)).flatMap(({ bytes }) =>
    Buffer.from(bytes).toString().trim().split('\n'),
  )
  return facts.filter((line) => {
    const { fact, name } = JSON.parse(line) as { fact: string; name: string }
    return fact === 'segment.entered' && name === segment
  })
}

/** That nothing is lost and nothing said twice, when all is applied and delivered. */
export async function expectCountedOnce(world: World, users: number): Promise<void> {
  const { deliveryStream, factStream } = world.names
  expect(await entered(world, 'all')).toHaveLength(users)
  expect(await entered(world, 'more')).toEqual([])
  for (const stream of [deliveryStream, factStream]) {
    const ids = (await world.now(stream)).map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(ids.length)
  }
  expect(await world.now(deliveryStream)).toHaveLength(users)
}
