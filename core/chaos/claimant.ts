/** One of many processes that want the same partition: claims it and writes to it when it is told to. */
import { createInterface } from 'node:readline'
import { systemClock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { silentLog } from '../base/log.js'
import { Changelog } from '../cluster/changelog.js'
import { connectBroker } from '../cluster/nats-broker.js'
import { names as namesOf } from '../event/subjects.js'
import type { ClaimantOrder, ClaimantReport } from './claimants.js'

const [servers = '', worker = ''] = process.argv.slice(2)
const broker = await connectBroker({ servers: servers.split(','), name: worker, log: silentLog })
const mine = new Map<string, Changelog>()

async function obey({ what, namespace }: ClaimantOrder): Promise<ClaimantReport> {
  const settings = { broker, names: namesOf(namespace), partition: 0, partitions: 1, worker }
  try {
    if (what === 'claim')
      mine.set(namespace, await Changelog.claim({ ...settings, clock: systemClock, log: silentLog }))
    else await mine.get(namespace)?.trial({ from: 1, to: 1, attempt: 1, program: '' })
    return { epoch: mine.get(namespace)?.epoch ?? 0, done: true }
  } catch (error) {
    if (!(error instanceof WaymarkError) || error.code !== 'PARTITION_LOST') throw error
    return { epoch: mine.get(namespace)?.epoch ?? 0, done: false }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const report = await obey(JSON.parse(line) as ClaimantOrder)
  process.stdout.write(`${JSON.stringify(report)}\n`)
}
await broker.close()
