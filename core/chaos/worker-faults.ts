import { setTimeout as pause } from 'node:timers/promises'
import type { ChildWorker } from './child-worker.js'
import { below, nth, type Scenario, type Scene, waitUntil, waitWhile } from './scene.js'

const KILL_EVERY_MS = 10_000

/** What befalls engines, their threads and the gateway. */
export const WORKER_FAULTS: readonly Scenario[] = [
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
      // The beat goes on while those that were killed start again; who has not yet is waited for at its turn.
      const back = new Map<ChildWorker, Promise<void>>()
      const begin = performance.now()
      for (let turn = 0; ; turn++) {
        await waitWhile(goesOn, begin + (turn + 1) * KILL_EVERY_MS - performance.now())
        if (!goesOn()) break
        const engine = nth(stage.engines, turn)
        await back.get(engine)
        say(`kill -9 ${engine.name}`)
        const starting = stage.killEngine(engine)
        starting.catch(() => {})
        back.set(engine, starting)
      }
      await Promise.all(back.values())
    },
  },
  {
    name: 'F3',
    what: 'a thread of an engine ends in the midst of a step, takes all memory, turns for ever',
    harmful: true,
    lanes: 2,
    play: async ({ stage, random, goesOn, say }) => {
      const kinds = ['exit', 'memory', 'loop'] as const
      let done = 0
      for (let turn = 0; goesOn(); turn++) {
        await waitWhile(goesOn, 1_000)
        const engine = random.pick(stage.engines)
        const kind = nth(kinds, turn)
        const before = replaced(stage.logOf(engine))
        say(`a thread of ${engine.name}: ${kind}`)
        stage.harm(engine, kind)
        await waitWhile(() => goesOn() && !stage.harmIsDone(engine), 10_000)
        if (!stage.harmIsDone(engine)) break
        const what = `the thread of ${engine.name} that did harm (${kind}) is replaced`
        const took = await waitUntil(what, 30_000, () => replaced(stage.logOf(engine)) > before)
        done++
        say(`it was found after ${took} ms`)
        if (took > 10_000) stage.surprises.push(`a thread was condemned after ${took} ms only (${kind})`)
      }
      if (done === 0) stage.surprises.push('no thread did harm')
      stage.figures.push(`${done} threads were lost and replaced, no worker ended`)
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
    what: 'SIGTERM at any moment, sometimes twice or then kill -9, while nats-server may be down',
    play: async (scene) => {
      const { random, goesOn, rounds = 0 } = scene
      const ends: Ending[] = []
      for (let turn = 0; goesOn() || turn < rounds; turn++) {
        await pause(below(random, 2_500))
        ends.push(await endSomehow(scene, turn))
      }
      const clean = ends.filter(({ isClean }) => isClean).map(({ took }) => took)
      const { length } = clean
      const longest = Math.max(0, ...clean)
      scene.stage.figures.push(
        `${ends.length} SIGTERM, ${length} clean stops, the longest took ${longest} ms`,
      )
    },
  },
]

/** How a stop may take: releasing, and what ends besides. */
const STOP_MS_MAX = 20_000
/** In the log of a worker that could not store all before its time was over. */
const UNCLEAN = 'was released before all was stored'

interface Ending {
  readonly isClean: boolean
  readonly took: number
}

async function endSomehow({ stage, random, say }: Scene, turn: number): Promise<Ending> {
  const engine = random.pick(stage.engines)
  const withoutServer = random.chance(0.25)
  const again = random.chance(0.3) ? random.pick(['SIGTERM', 'SIGKILL'] as const) : undefined
  if (withoutServer) await stage.nats.kill(0)
  else await stage.look()
  const then = again === undefined ? '' : `, then ${again}`
  say(`${turn + 1}: SIGTERM to ${engine.name}${then}${withoutServer ? ', nats-server is down' : ''}`)
  const before = stage.logOf(engine).length
  const start = performance.now()
  const ended = engine.end('SIGTERM')
  const second = setTimeout(() => again !== undefined && engine.signal(again), below(random, 500))
  const restart = withoutServer ? pause(2_000).then(() => stage.nats.start(0)) : Promise.resolve()
  const code = await ended
  // Else it would be for the next life.
  clearTimeout(second)
  const took = Math.round(performance.now() - start)
  if (took > STOP_MS_MAX) stage.surprises.push(`${engine.name} took ${took} ms to stop`)
  const isClean = again === undefined && !withoutServer
  if (isClean && code !== 0) stage.surprises.push(`${engine.name} ended with ${code} when told to stop`)
  if (isClean && stage.logOf(engine).slice(before).includes(UNCLEAN))
    stage.surprises.push(`${engine.name} stopped without a last checkpoint`)
  await restart
  await engine.start()
  return { isClean, took }
}

/** How many threads a log tells to have been replaced. */
function replaced(log: string): number {
  return log.split('is replaced in').length - 1
}
