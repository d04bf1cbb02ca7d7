import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../demo/random.js'
import type { Stage, StageConfig } from './stage.js'

export interface Scene {
  readonly stage: Stage
  readonly random: Random
  /** True as long as events are being sent. */
  readonly goesOn: () => boolean
  readonly say: (line: string) => void
}

/** A fault, and how it is made again and again as long as events are sent. */
export interface Scenario {
  /** Of the list of faults in the project's plan. */
  readonly name: string
  readonly what: string
  /** nats-servers; 3 keep each stream three times. */
  readonly servers?: number
  readonly engines?: number
  /** Settings of the workers on top of the usual. */
  readonly config?: StageConfig
  /** Characters that each event carries besides. */
  readonly padding?: number
  readonly play: (scene: Scene) => Promise<void>
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'F1',
    what: 'kill -9 of an engine at any moment, short after it has started too',
    play: async ({ stage, random, goesOn }) => {
      while (goesOn()) {
        await pause(below(random, 3_000))
        await stage.killEngine(random.pick(stage.engines))
      }
    },
  },
  {
    name: 'F2',
    what: 'kill -9 of one engine after the other, every 10 s',
    play: async ({ stage, goesOn, say }) => {
      for (let turn = 0; goesOn(); turn++) {
        await waitWhile(goesOn, 10_000)
        if (!goesOn()) return
        const engine = nth(stage.engines, turn)
        say(`kill -9 ${engine.name}`)
        await stage.killEngine(engine)
      }
    },
  },
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
  {
    name: 'F9',
    what: 'an owner is stopped for longer than others wait, then goes on',
    play: async ({ stage, random, goesOn, say }) => {
      while (goesOn()) {
        await waitWhile(goesOn, 4_000)
        const engine = random.pick(stage.engines)
        stage.watch.lost(await stage.ownedBy(engine).catch(() => []))
        say(`${engine.name} is stopped`)
        engine.signal('SIGSTOP')
        await pause(6_000)
        engine.signal('SIGCONT')
      }
    },
  },
  {
    name: 'F21',
    what: 'the far end answers 429 with Retry-After, then 500, then nothing, then all is well',
    play: async ({ stage, goesOn, say }) => {
      for (const mood of ['busy', 'failing', 'silent'] as const) {
        await waitWhile(goesOn, 3_000)
        say(`the far end is ${mood}`)
        stage.hook.mood = mood
        await pause(5_000)
        stage.hook.mood = 'fine'
      }
    },
  },
  {
    name: 'F23',
    what: 'a partition log is full: ingest says 503 with Retry-After, and goes on when there is room',
    config: { nats: { logBytesMax: 1_000_000 } },
    padding: 2_000,
    play: async ({ stage, goesOn, say }) => {
      while (goesOn()) {
        await waitWhile(goesOn, 4_000)
        await stage.makeRoom()
        say('room is made in the logs')
      }
    },
  },
  {
    name: 'F32',
    what: 'a rolling restart of the engines, and of the gateway',
    play: async ({ stage, goesOn, say }) => {
      for (let turn = 0; goesOn(); turn++) {
        await waitWhile(goesOn, 3_000)
        const all = [...stage.engines, stage.gateway]
        const worker = nth(all, turn)
        say(`restart of ${worker.name}`)
        await stage.look()
        const code = await worker.end('SIGTERM')
        if (code !== 0) stage.surprises.push(`${worker.name} ended with ${code} when told to stop`)
        await worker.start()
      }
    },
  },
  {
    name: 'F35',
    what: 'engines come and go, one of them again and again',
    engines: 1,
    play: async ({ stage, goesOn, say }) => {
      await waitWhile(goesOn, 2_000)
      await stage.addEngine()
      const flapping = await stage.addEngine()
      while (goesOn()) {
        await waitWhile(goesOn, 3_000)
        say(`${flapping.name} goes and comes`)
        await flapping.end('SIGKILL')
        await pause(1_000)
        await flapping.start()
      }
    },
  },
  {
    name: 'F45',
    what: 'SIGTERM at any moment, sometimes twice, while nats-server may be down',
    play: async ({ stage, random, goesOn, say }) => {
      while (goesOn()) {
        await waitWhile(goesOn, below(random, 4_000))
        const engine = random.pick(stage.engines)
        const withoutServer = random.chance(0.25)
        if (withoutServer) await stage.nats.kill(0)
        const twice = random.chance(0.3)
        say(
          `SIGTERM to ${engine.name}${twice ? ', twice' : ''}${withoutServer ? ', nats-server is down' : ''}`,
        )
        await stage.look()
        const start = performance.now()
        const ended = engine.end('SIGTERM')
        if (twice) setTimeout(() => engine.signal('SIGTERM'), below(random, 500))
        const restart = withoutServer ? pause(2_000).then(() => stage.nats.start(0)) : Promise.resolve()
        await ended
        const took = performance.now() - start
        if (took > 21_000) stage.surprises.push(`${engine.name} took ${Math.round(took)} ms to stop`)
        await restart
        await engine.start()
      }
    },
  },
  {
    name: 'none',
    what: 'no fault: what the others are compared with',
    play: async ({ goesOn }) => waitWhile(goesOn, Number.POSITIVE_INFINITY),
  },
]

const LOOK_MS = 100

async function waitWhile(goesOn: () => boolean, ms: number): Promise<void> {
  const until = performance.now() + ms
  while (goesOn() && performance.now() < until) await pause(Math.min(LOOK_MS, until - performance.now()))
}

function below(random: Random, bound: number): number {
  return Math.floor(random.next() * bound)
}

function nth<Item>(items: readonly Item[], turn: number): Item {
  return items[turn % items.length] as Item
}
