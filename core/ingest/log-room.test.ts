import { beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { names as namesOf } from '../event/subjects.js'
import { LogRoom } from './log-room.js'

const names = namesOf('wm')
const SHARE = Math.ceil(1_000_000 * (1 - LIMITS.logLinksShare))

describe('the room of a log', () => {
  const bytes = [0, 0]
  let looks = 0
  let timer: (() => void) | undefined
  let room: LogRoom
  const broker = {
    connected: true,
    streamState: async (stream: string) => {
      looks++
      const partition = stream === names.logStream(0) ? 0 : 1
      return { firstSequence: 1, lastSequence: 0, messages: 0, bytes: bytes[partition] ?? 0 }
    },
  }
  const clock = {
    now: () => 0,
    timer: (_: number, call: () => void) => {
      timer = call
      return () => {}
    },
  }
  const pass = async (): Promise<void> => {
    timer?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  beforeEach(() => {
    bytes.fill(0)
    looks = 0
    room = new LogRoom({ broker, names, partitions: 2, logBytesMax: 1_000_000, clock })
  })

  it('ends for ingest before the log is full', async () => {
    bytes[1] = SHARE + 1
    await room.start()
    expect([0, 1].map((partition) => room.isTaken(partition))).toEqual([false, true])
  })

  it('counts what was sent until the log is looked at again', async () => {
    await room.start()
    room.sent(0, SHARE + 1)
    expect(room.isTaken(0)).toBe(true)
    bytes[0] = 500
    await pass()
    expect(room.isTaken(0)).toBe(false)
  })

  it('is there again when room was made, without anything sent', async () => {
    bytes[0] = 1_000_000
    await room.start()
    await pass()
    expect(room.isTaken(0)).toBe(true)
    bytes[0] = 0
    await pass()
    expect(room.isTaken(0)).toBe(false)
  })

  it('is not looked at while nothing changes, nor while the broker is away', async () => {
    await room.start()
    await pass()
    expect(looks).toBe(2)
    room.sent(1, 10)
    broker.connected = false
    await pass()
    broker.connected = true
    expect(looks).toBe(2)
    await pass()
    expect(looks).toBe(3)
  })
})
