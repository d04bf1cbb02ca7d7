import { setTimeout as pause } from 'node:timers/promises'
import { below, type Scenario, waitWhile } from './scene.js'

/** What befalls the nats-servers. */
export const SERVER_FAULTS: readonly Scenario[] = [
  {
    name: 'F5',
    what: 'kill -9 of nats-server in the midst of publishing, and back',
    play: async ({ stage, random, goesOn, say }) => {
      while (goesOn()) {
        await waitWhile(goesOn, 2_000 + below(random, 4_000))
        say('kill -9 nats-server')
        await stage.nats.kill(0)
        await pause(below(random, 1_500))
        await stage.nats.start(0)
      }
    },
  },
  {
    name: 'F6',
    what: 'kill -9 of one of three nats-servers after the other, leaders among them',
    servers: 3,
    play: async ({ stage, goesOn, say }) => {
      for (let turn = 0; goesOn(); turn++) {
        await waitWhile(goesOn, 8_000)
        const place = turn % 3
        say(`kill -9 nats-server ${place}`)
        await stage.nats.kill(place)
        await pause(3_000)
        await stage.nats.start(place)
      }
    },
  },
  {
    name: 'F7',
    what: 'two of three nats-servers down for a while: ingest refuses, nothing accepted is lost',
    servers: 3,
    play: async ({ stage, goesOn, say }) => {
      await waitWhile(goesOn, 5_000)
      say('two nats-servers are down')
      await Promise.all([stage.nats.kill(1), stage.nats.kill(2)])
      await pause(12_000)
      await Promise.all([stage.nats.start(1), stage.nats.start(2)])
      say('they are back')
    },
  },
  {
    name: 'F8',
    what: 'all nats-servers down for longer than any default number of tries to reconnect',
    play: async ({ stage, goesOn, say }) => {
      await waitWhile(goesOn, 4_000)
      say('nats-server is down')
      await stage.nats.kill(0)
      await pause(30_000)
      await stage.nats.start(0)
      say('it is back')
    },
  },
]
