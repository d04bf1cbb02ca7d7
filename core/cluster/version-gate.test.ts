import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { waymark } from '#proto'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeActivate } from '../event/batch.js'
import type { DefinitionFile, DefinitionVersion } from '../lane/protocol.js'
import type { EngineDefinitions } from './engine-definitions.js'
import { DEFINITIONS, event, onlyVersion, PARTITIONS, until, user, World } from './engine-test-world.js'
import { BrokerFixture } from './nats-test-broker.js'
import { testServers } from './nats-test-servers.js'

const [file] = DEFINITIONS
const OTHER: DefinitionFile[] = [
  { path: 'journeys.yaml', text: (file?.text ?? '').replace('{event: Signed Up}', '{event: Joined}') },
]
const other: DefinitionVersion = { version: compileDefinitions(OTHER).version, files: OTHER }

/** Definitions that hear of another version only when it is asked for, as late as `heard` says. */
function late(heard: Promise<void>): { definitions: EngineDefinitions; asked: () => number } {
  let asked = 0
  const definitions: EngineDefinitions = {
    ...onlyVersion(DEFINITIONS),
    fetch: async () => {
      asked++
      await heard
      return other
    },
  }
  return { definitions, asked: () => asked }
}

describe.each((await testServers()).slice(0, 1))(
  'a record that needs a version, on nats-server $version',
  (binary) => {
    const fixture = new BrokerFixture(binary)
    const folder = mkdtempSync(join(tmpdir(), 'waymark-gate-'))
    let namespaces = 0
    let world: World
    beforeAll(() => fixture.start(), 30_000)
    afterAll(async () => {
      await fixture.stop()
      rmSync(folder, { recursive: true })
    })
    afterEach(async () => {
      for (const engine of world.engines) await engine.stop()
    })

    async function fresh(): Promise<World> {
      world = new World(fixture.broker, `gate${namespaces++}`)
      await world.ensureStreams()
      return world
    }

    const partition = () => world.partition(user('ann'))
    const activate = async (): Promise<void> => {
      await world.broker.publish(world.names.log(partition()), encodeActivate(other.version))
      await world.send(event('Joined', [user('ann')]))
    }

    test('waits until the version is there, with all that is behind it', async () => {
      await fresh()
      let hear = (): void => {}
      const { definitions, asked } = late(new Promise<void>((resolve) => (hear = resolve)))
      const engine = await world.engine({ definitions })
      await activate()
      await until(() => asked() === 1)
      // Another partition goes on meanwhile, in the same lane or not.
      const elsewhere = Array.from({ length: 50 }, (_, i) => user(`u${i}`)).find(
        (one) => world.partition(one) !== partition(),
      )
      if (elsewhere === undefined) throw new Error('nobody lives elsewhere')
      await world.send(event('Signed Up', [elsewhere]))
      await world.messages(world.names.deliveryStream, 1)
      expect(engine.owned().get(partition())).toMatchObject({
        version: definitions.current.version,
        lag: expect.any(Number),
      })
      hear()
      // It is no dead letter, what came behind is judged by it; then the owner brings back what is current.
      await world.messages(world.names.deliveryStream, 2)
      await until(async () => (await activations()).length === 2)
      expect(await activations()).toEqual([other.version, definitions.current.version])
      await until(() => engine.owned().get(partition())?.version === definitions.current.version)
      expect((await world.broker.streamState(world.names.deadLetterStream)).messages).toBe(0)
    }, 60_000)

    test('loses the partition when nobody has the version, and no other one', async () => {
      await fresh()
      const engine = await world.engine()
      const losses: [number, string][] = []
      engine.onLost = (lost, error) => losses.push([lost, error.message])
      await activate()
      await until(() => losses.length > 0)
      expect(losses).toEqual([[partition(), `there is no version ${other.version}`]])
      expect(engine.owned().size).toBe(PARTITIONS - 1)
      // Tried again it waits in the same place; once the version is there it goes on.
      await engine.stop()
      const { definitions } = late(Promise.resolve())
      await world.engine({ definitions })
      await world.messages(world.names.deliveryStream, 1)
      expect((await world.broker.streamState(world.names.deadLetterStream)).messages).toBe(0)
    }, 60_000)

    test('is applied as before by another owner, who has nothing to add', async () => {
      await fresh()
      const engine = await world.engine({ definitions: late(Promise.resolve()).definitions, lanes: 1 })
      await activate()
      await until(async () => (await activations()).length === 2)
      const again = await world.engine({ definitions: late(Promise.resolve()).definitions, lanes: 1 })
      await until(() => again.ready && engine.owned().size === 0)
      expect(await activations()).toHaveLength(2)
      const facts = await world.now(world.names.factStream)
      expect(new Set(facts.map(({ messageId }) => messageId)).size).toBe(facts.length)
    }, 60_000)

    test('comes once when the lane dies between a version and its activation', async () => {
      await fresh()
      const program = join(folder, 'dies-at-load.mjs')
      writeFileSync(
        program,
        `import { existsSync, writeFileSync } from 'node:fs'
import run from '${new URL('../../dist/core/lane/worker.js', import.meta.url)}'
export default (task) => {
  if (task.kind === 'load' && !existsSync('${folder}/died')) {
    writeFileSync('${folder}/died', '')
    process.exit(3)
  }
  return run(task)
}`,
      )
      const first = onlyVersion(DEFINITIONS)
      let current = first.current
      let changed = (): void => {}
      const definitions: EngineDefinitions = {
        ...first,
        get current() {
          return current
        },
        versions: () => [...first.versions(), ...(current === first.current ? [] : [other])],
        onChange: (listener) => {
          changed = listener
        },
      }
      const engine = await world.engine({ definitions, lanes: 1, lane: { program } })
      await world.send(event('Signed Up', [user('ann')]))
      await world.messages(world.names.deliveryStream, 1)
      current = { version: other.version, revision: 2 }
      changed()
      await until(() => {
        const owned = [...engine.owned().values()]
        return owned.length === PARTITIONS && owned.every(({ version }) => version === other.version)
      }, 1_000)
      expect(existsSync(join(folder, 'died'))).toBe(true)
      await world.send(event('Joined', [user('bob')]))
      await world.messages(world.names.deliveryStream, 2)
      expect(await activations()).toEqual([other.version])
      expect((await world.broker.streamState(world.names.deadLetterStream)).messages).toBe(0)
    }, 60_000)

    async function activations(): Promise<string[]> {
      const records = await world.now(world.names.logStream(partition()))
      return records.flatMap(({ bytes }) => waymark.Record.decode(bytes).activate?.version ?? [])
    }
  },
)
