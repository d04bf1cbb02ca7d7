import { streamSpecs } from '../cluster/streams.js'
import { names as namesOf } from '../event/subjects.js'
import { decodeChange } from '../partition/change-codec.js'
import { Claimants } from './claimants.js'
import { type Scenario, waitWhile } from './scene.js'
import type { Stage } from './stage.js'
import { readWhole } from './whole-stream.js'

/** What befalls those who want to own partitions. */
export const OWNER_FAULTS: readonly Scenario[] = [
  {
    name: 'F13',
    what: 'ten processes claim one partition at once, again and again, with 1 replica and with 3',
    servers: 3,
    play: async ({ stage, rounds = 25, say }) => {
      const claimants = new Claimants(CLAIMANTS, stage.nats.urls)
      try {
        for (const replicas of [1, 3]) {
          const namespace = `claims${replicas}`
          await prepare(stage, namespace, replicas)
          for (let round = 0; round < rounds; round++) await race(stage, claimants, namespace)
          const claims = await judge(stage, namespace)
          say(`${rounds} rounds on ${replicas} replicas: ${claims} claims`)
          stage.figures.push(`${claims} claims in ${rounds} rounds of ${CLAIMANTS} on ${replicas} replicas`)
        }
      } finally {
        await claimants.stop()
      }
    },
  },
  {
    name: 'F36',
    what: 'a worker with another number of partitions, and one whose streams are taken: both refuse to start',
    play: async ({ stage, goesOn, say }) => {
      await waitWhile(goesOn, 3_000)
      const more = await stage.refused('other-number', { partitions: stage.settings.partitions + 1 })
      const taken = { name: 'TAKEN', subjects: ['second.p.>'], replicas: 1, bytesMax: 1_000_000 }
      await stage.broker.ensureStream({ ...taken, ageMsMax: 0, discard: 'new', duplicateWindowMs: 1_000 })
      const second = await stage.refused('second-cluster', { namespace: 'second' })
      for (const [name, { code, said }] of Object.entries({ more, second })) {
        const [, reason] = /(BROKER_UNSUITABLE[^\n]*)/.exec(said) ?? []
        say(`${name}: exit code ${code}, ${reason ?? 'without a reason'}`)
        if (code < 1 || reason === undefined) stage.surprises.push(`the worker "${name}" was not refused`)
      }
      stage.figures.push('2 workers refused to start')
    },
  },
]

const CLAIMANTS = 10

async function prepare({ broker }: Stage, namespace: string, replicas: number): Promise<void> {
  const names = namesOf(namespace)
  const bytes = { logBytesMax: 1e6, changelogBytesMax: 1e8, factsBytesMax: 1e6, deliveriesBytesMax: 1e6 }
  const nats = { replicas, logAgeDays: 1, deadLettersBytesMax: 1e6, ...bytes }
  const spec = streamSpecs(names, { partitions: 1, nats }).find(
    ({ name }) => name === names.changelogStream(0),
  )
  if (spec !== undefined) await broker.ensureStream(spec)
}

/** All claim, then all write: only the one that has claimed last may. */
async function race(stage: Stage, claimants: Claimants, namespace: string): Promise<void> {
  const claims = await claimants.tell({ what: 'claim', namespace })
  const epochs = claims.filter(({ done }) => done).map(({ epoch }) => epoch)
  if (new Set(epochs).size !== epochs.length) stage.surprises.push(`two have the same epoch: ${epochs}`)
  const written = (await claimants.tell({ what: 'write', namespace })).filter(({ done }) => done)
  const [owner] = written
  if (written.length !== 1 || owner?.epoch !== Math.max(...epochs))
    stage.surprises.push(`${written.length} could write, of epochs ${written.map(({ epoch }) => epoch)}`)
}

/** One claim an epoch, and nothing of an owner behind the claim of the next; returns how many claims. */
async function judge({ broker, surprises }: Stage, namespace: string): Promise<number> {
  let newest = 0
  let claims = 0
  await readWhole(broker, namesOf(namespace).changelogStream(0), ({ bytes, sequence }) => {
    const { kind, epoch } = decodeChange(bytes, { namespace, partition: 0, partitions: 1 })
    if (kind === 'claim') {
      claims++
      if (epoch !== sequence || epoch <= newest)
        surprises.push(`the claim of epoch ${epoch} is at ${sequence}, behind that of ${newest}`)
      newest = epoch
    } else if (epoch !== newest) surprises.push(`epoch ${epoch} has written at ${sequence} behind ${newest}`)
  })
  return claims
}
