import { describe, expect, test } from 'vitest'
import { waymark } from '#proto'
import { type Log, silentLog } from '../base/log.js'
import {
  type Change,
  ChunkWriter,
  decodeChange,
  encodeClaim,
  encodeCommit,
} from '../partition/change-codec.js'
import { addHash, entryHash } from '../partition/entry-codec.js'
import { DEFINITIONS, event, onlyVersion, PARTITIONS, until, user, type World } from './engine-test-world.js'
import { testServers } from './nats-test-servers.js'
import { TestWorlds } from './test-worlds.js'

/** An entry that is as it was written, and says nothing that can be understood. */
const NAME = waymark.Entry.encode({ name: { type: 'user_id', value: 'zed' } }).finish()
const SENSELESS = Uint8Array.of(...NAME, 18, 4, 0xff, 0xff, 0xff, 0xff)

describe.each((await testServers()).slice(0, 1))('a state that cannot be restored, on $version', (binary) => {
  const worlds = new TestWorlds(binary, 'r')
  let world: World

  /** Partition of u0 with ten profiles in all, stopped; its changelog goes on with `write`. */
  const prepared = async () => {
    world = await worlds.fresh()
    const first = await world.engine()
    for (let i = 0; i < 10; i++) await world.send(event('Signed Up', [user(`u${i}`)]))
    await until(async () => (await first.totals()).deliveriesByChannel.console === 10)
    await first.stop()
    const { names, broker } = world
    const p = world.partition(user('u0'))
    const owner = { namespace: names.namespace, partition: p, partitions: PARTITIONS }
    const changes = (await world.now(names.changelogStream(p))).map(({ bytes }) => decodeChange(bytes, owner))
    const newest = changes.findLast((change) => change.kind === 'commit')
    const { lastSequence } = await broker.streamState(names.changelogStream(p))
    const name = { epoch: lastSequence + 1, checkpoint: 1 }
    const write = async (commit: Parameters<typeof encodeCommit>[2]): Promise<void> => {
      await broker.publish(names.changelog(p), encodeClaim(owner, name.epoch, 'another'))
      for (const chunk of new ChunkWriter(p, name).pack([SENSELESS]))
        await broker.publish(names.changelog(p), chunk)
      await broker.publish(names.changelog(p), encodeCommit(owner, name, commit))
    }
    return { p, commit: (newest as Change & { kind: 'commit' }).commit, epoch: name.epoch, write }
  }
  const restarted = async () => {
    const lines: string[] = []
    const error = (message: string, fields?: object): void =>
      void lines.push(`${message} ${JSON.stringify(fields)}`)
    const log: Log = { ...silentLog, error, child: () => log }
    const engine = await world.engine({ log })
    await until(() => engine.ready)
    const ask = (i: number) =>
      engine.profile({ ...user(`u${i}`), named: false }, world.partition(user(`u${i}`)))
    expect(await Promise.all(Array.from({ length: 10 }, (_, i) => ask(i)))).not.toContain(null)
    expect((await world.now(world.names.deliveryStream)).length).toBe(10)
    return { lines, events: (await engine.totals()).events }
  }

  test('is told with its place and its reason, and that of an older commit serves', async () => {
    const { p, commit, epoch, write } = await prepared()
    const stateHash = addHash(commit.stateHash, entryHash(SENSELESS))
    await write({ ...commit, chunks: 1, entries: commit.entries + 1, stateHash })
    const { lines, events } = await restarted()
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^the changelog of partition ${p} has a flaw {"sequence":${epoch + 2},"reason":"(?!no change)`,
        ),
      ),
      `partition ${p} falls back {"to":"its state at offset ${commit.offset}"}`,
    ])
    expect(events).toBe(0)
  })

  test('is left for the log when no commit is older', async () => {
    const { p, commit, epoch, write } = await prepared()
    const stateHash = entryHash(SENSELESS)
    await write({ ...commit, chunks: 1, entries: 1, stateHash, sweepFrom: epoch })
    await world.broker.purge(world.names.changelogStream(p), epoch - 1)
    const { lines, events } = await restarted()
    expect(lines.at(-1)).toBe(`partition ${p} falls back {"to":"its state at offset 0"}`)
    expect(events).toBe(
      Array.from({ length: 10 }, (_, i) => world.partition(user(`u${i}`))).filter((q) => q === p).length,
    )
  })

  test('but for a version that this worker has not heard of, has it from the bucket', async () => {
    const { p } = await prepared()
    const [file] = DEFINITIONS
    const before = onlyVersion(DEFINITIONS)
    const changed = [
      { path: 'j.yaml', text: (file?.text ?? '').replace('{event: Signed Up}', '{event: Joined}') },
    ]
    const asked: string[] = []
    const fetch = async (version: string) => {
      asked.push(version)
      return { version, files: DEFINITIONS }
    }
    const engine = await world.engine({ definitions: { ...onlyVersion(changed), fetch } }, [p])
    await until(() => engine.owned().get(p)?.version === onlyVersion(changed).current.version)
    expect(asked).toEqual([before.current.version])
    const log = await world.now(world.names.logStream(p))
    // Not that of a state which is of neither version.
    expect(log.at(-1)?.messageId).toBe(`activate ${p} 1 ${onlyVersion(changed).current.version}`)
  })
})
