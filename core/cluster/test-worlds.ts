/** For tests: within a `describe`, one broker for all of its tests and a world of its own for each. */
import { afterAll, afterEach, beforeAll } from 'vitest'
import { World } from './engine-test-world.js'
import type { NatsBinary } from './nats-binary.js'
import { BrokerFixture } from './nats-test-broker.js'

export class TestWorlds {
  readonly fixture: BrokerFixture
  readonly #begun: World[] = []
  readonly #prefix: string
  #namespaces = 0

  /** @param prefix of the namespaces */
  constructor(binary: NatsBinary, prefix: string) {
    this.fixture = new BrokerFixture(binary)
    this.#prefix = prefix
    beforeAll(() => this.fixture.start(), 30_000)
    afterAll(() => this.fixture.stop())
    afterEach(async () => {
      for (const world of this.#begun.splice(0)) for (const engine of world.engines) await engine.stop()
    })
  }

  /** Without streams yet; its engines are stopped after the test. */
  bare(): World {
    const world = new World(this.fixture.broker, `${this.#prefix}${this.#namespaces++}`)
    this.#begun.push(world)
    return world
  }

  async fresh(): Promise<World> {
    const world = this.bare()
    await world.ensureStreams()
    return world
  }
}
