import type { Broker } from '../core/cluster/broker.js'
import { checkConfig } from '../core/cluster/config.js'
import { ensureStreams } from '../core/cluster/streams.js'
import { names } from '../core/event/subjects.js'
import { type BenchBroker, startBroker } from './broker.js'
import { cpuOf } from './cpu.js'
import { decodeRecord } from './decode.js'
import type { Outcome } from './outcome.js'
import { PARTITIONS, type Workload } from './workload.js'

const RUNS = 3
const STREAMS = names('bench')

/** What cannot be gone below: the same streams by the same client, read and decoded, and nothing else. */
export async function passThrough(workload: Workload): Promise<Outcome> {
  const server = await startBroker()
  try {
    const config = checkConfig(
      { partitions: PARTITIONS },
      { path: 'bench', baseDir: '.', environment: process.env },
    )
    await ensureStreams(server.broker, STREAMS, config)
    await fill(server.broker, workload)
    return await measure(server, workload)
  } finally {
    await server.stop()
  }
}

async function fill(broker: Broker, { log }: Workload): Promise<void> {
  for (let i = 0; i < log.length; i += 256) {
    const some = log.slice(i, i + 256)
    await Promise.all(some.map(({ partition, bytes }) => broker.publish(STREAMS.log(partition), bytes)))
  }
}

async function measure(server: BenchBroker, workload: Workload): Promise<Outcome> {
  const { events, log } = workload
  let [ms, reader, broker] = [0, 0, 0]
  // The first run does not count.
  for (let run = 0; run <= RUNS; run++) {
    const [start, own, brokers] = [performance.now(), process.cpuUsage(), cpuOf(server.pid)]
    await readAll(server.broker, workload)
    if (run === 0) continue
    const { user, system } = process.cpuUsage(own)
    ms += performance.now() - start
    reader += user + system
    broker += cpuOf(server.pid) - brokers
  }
  const all = RUNS * events
  return {
    name: 'pass-through',
    eventsPerSecond: (1000 * all) / ms,
    cpu: { reader: reader / all, 'nats-server': broker / all },
    words: `${PARTITIONS} streams, ${log.length} records, nats-server ${server.version}, ${RUNS} runs`,
  }
}

async function readAll(broker: Broker, { events, definitions }: Workload): Promise<void> {
  let read = 0
  let done = (): void => {}
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  const readers = await Promise.all(
    Array.from({ length: PARTITIONS }, (_, partition) =>
      broker.read(STREAMS.logStream(partition), 1, async (messages) => {
        for (const { bytes } of messages) read += decodeRecord({ partition, bytes }, definitions.symbols)
        if (read >= events) done()
      }),
    ),
  )
  const closed = await Promise.race([all, broker.closed])
  await Promise.all(readers.map((reader) => reader.stop()))
  if (closed instanceof Error) throw closed
}
