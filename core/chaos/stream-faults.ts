import type { Broker, StoredMessage } from '../cluster/broker.js'
import { decodeChange } from '../partition/change-codec.js'
import { DAMAGES, damageOf } from './damage.js'
import { nth, type Scenario, waitUntil, waitWhile } from './scene.js'
import type { Stage } from './stage.js'
import { strangersRecord } from './strangers.js'
import { deleteMessage, putBack } from './surgery.js'
import { readWhole } from './whole-stream.js'

/** What befalls streams. */
export const STREAM_FAULTS: readonly Scenario[] = [
  {
    name: 'F23',
    what: 'a partition log is full: ingest says 503 with Retry-After, and goes on when there is room',
    config: { nats: { logBytesMax: 1_000_000 } },
    padding: 2_000,
    refuses: true,
    play: async ({ stage, goesOn, say }) => {
      while (goesOn()) {
        await waitWhile(goesOn, 4_000)
        await stage.makeRoom()
        say('room is made in the logs')
      }
    },
  },
  {
    name: 'F26',
    what: 'state changelogs are damaged: bits, cut, emptied, swapped, an old copy, half a checkpoint',
    play: async ({ stage, random, goesOn, say }) => {
      await waitWhile(goesOn, 5_000)
      const old = await changelogsOf(stage)
      await waitWhile(goesOn, 5_000)
      const kinds = new Map<number, string>()
      await stage.whileStopped('SIGKILL', async () => {
        const now = await changelogsOf(stage)
        await stage.watch.stop()
        for (const [partition, changes] of now.entries()) {
          const kind = nth(DAMAGES, partition)
          const other = now[(partition + DAMAGES.length) % now.length] ?? []
          const commit = newestCommit(stage, partition, changes)
          const damaged = damageOf(kind, changes, { other, old: old[partition] ?? [], commit, random })
          if (damaged === undefined) continue
          kinds.set(partition, kind)
          await putBack(stage.broker, stage.changelogSpec(partition), damaged)
        }
        await stage.watch.start()
        say(`damaged: ${[...kinds].map(([partition, kind]) => `${partition} ${kind}`).join(', ')}`)
      })
      await stage.settled()
      const told = flawed(stage)
      for (const [partition, kind] of kinds)
        if (kind !== 'old copy' && !told.has(partition))
          stage.surprises.push(`nothing is said of the changelog of partition ${partition} (${kind})`)
      stage.figures.push(`${kinds.size} changelogs damaged, of ${told.size} flaws were told`)
    },
  },
  {
    name: 'F27',
    what: 'messages in the midst of state changelogs are deleted, or all that the newest commit needs',
    play: async ({ stage, random, goesOn, say }) => {
      await waitWhile(goesOn, 10_000)
      const holed: number[] = []
      await stage.whileStopped('SIGKILL', async () => {
        for (const [partition, changes] of (await changelogsOf(stage)).entries()) {
          const commit = newestCommit(stage, partition, changes)
          const before = changes[commit - 1 - random.between(0, 1)]
          if (before === undefined) continue
          const stream = stage.names.changelogStream(partition)
          if (partition % 2 === 0) await stage.broker.purge(stream, (changes[commit]?.sequence ?? 1) - 1)
          else await deleteMessage(stage.broker, stream, before.sequence)
          holed.push(partition)
        }
        say(`holes in the changelogs of partitions ${holed.join(', ')}`)
      })
      await stage.settled()
      const told = flawed(stage)
      stage.figures.push(`${holed.length} changelogs with holes, of ${told.size} flaws were told`)
      if (holed.length > 0 && told.size === 0) stage.surprises.push('nothing was said of any hole')
    },
  },
  {
    name: 'F28',
    what: 'a log has lost what its partition has not applied: that one is refused, with the range',
    play: ({ goesOn }) => waitWhile(goesOn, Number.POSITIVE_INFINITY),
    after: async ({ stage, say }) => {
      const { broker, names } = stage
      const broken = 0
      let range = ''
      await stage.whileStopped('SIGTERM', async () => {
        const stream = names.logStream(broken)
        const { lastSequence } = await broker.streamState(stream)
        for (let i = 0; i < 3; i++) await broker.publish(names.log(broken), strangersRecord('Seen', 'lost'))
        await broker.purge(stream, lastSequence + 2)
        range = `begins at ${lastSequence + 3}, but is needed from `
      })
      const page = async () => (await stage.cluster()).partitions
      const others = async () => (await page()).every(({ state }, p) => p === broken || state === 'open')
      await waitUntil('all other partitions are open', 60_000, others)
      const refused = async () => (await page())[broken]?.state === 'refused'
      const took = await waitUntil('the partition is refused', 30_000, refused)
      const reason = (await page())[broken]?.reason ?? ''
      say(`refused after ${took} ms: ${reason}`)
      if (!reason.includes('LOG_TRIMMED') || !reason.includes(range))
        stage.surprises.push(`the reason does not say what is lost: ${reason}`)
      stage.figures.push('1 partition refused with the range that is lost, all others open')
    },
  },
]

/** All changelogs, by partition. */
async function changelogsOf({ broker, names, settings: { partitions } }: Stage): Promise<StoredMessage[][]> {
  return Promise.all(
    Array.from({ length: partitions }, (_, p) => wholeStream(broker, names.changelogStream(p))),
  )
}

async function wholeStream(broker: Broker, stream: string): Promise<StoredMessage[]> {
  const messages: StoredMessage[] = []
  await readWhole(broker, stream, (message) => messages.push(message))
  return messages
}

/** Its place in the changelog; -1 when there is none. */
function newestCommit(
  { names, settings: { partitions } }: Stage,
  partition: number,
  changes: readonly StoredMessage[],
): number {
  const owner = { namespace: names.namespace, partition, partitions }
  return changes.findLastIndex(({ bytes }) => decodeChange(bytes, owner).kind === 'commit')
}

/** Partitions whose changelogs have had flaws, as the engines say. */
function flawed(stage: Stage): Set<number> {
  const logs = stage.engines.map((engine) => stage.logOf(engine)).join('')
  const lines = logs.matchAll(/the changelog of partition (\d+) has a flaw/g)
  return new Set([...lines].map(([, partition]) => Number(partition)))
}
