import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { type Clock, systemClock } from '../base/clock.js'
import type { LaneSettings, LaneTask, StepOutcome } from '../lane/protocol.js'
import { Lane, type LaneOptions } from './lane.js'

// A thread's program for these tests: it says what it was given, and dies on demand.
const PROGRAM = `
let started = false
let board
let tasks = 0
export default async function (task) {
  if (task.kind === 'start') started = true
  if (task.kind === 'start') board = new Float64Array(task.settings.board)
  if (!started) throw new Error('not started')
  if (task.kind === 'open' && task.partition === 66) process.exit(3)
  if (task.kind === 'open' && task.partition === 67) setTimeout(() => { throw new Error('idle death') }, 5)
  if (task.kind === 'open' && task.partition === 68) for (const end = Date.now() + 150; Date.now() < end; );
  if (task.kind === 'open' && task.partition === 69) for (;;);
  if (task.kind === 'open' && task.partition === 70)
    for (const end = Date.now() + 600; Date.now() < end; ) board[2]++
  if (task.kind === 'close') throw new TypeError('refused')
  if (task.kind === 'start') return { version: 'v1' }
  if (task.kind === 'open') return { offset: tasks++ }
  if (task.kind === 'step')
    return { steps: [{ outputs: task.records.map(({ bytes }) => ({ bytes })) }] }
  return {}
}
`
const folder = mkdtempSync(join(tmpdir(), 'waymark-lane-'))
const program = join(folder, 'worker.mjs')
writeFileSync(program, PROGRAM)
afterAll(() => rmSync(folder, { recursive: true }))

const settings: Omit<LaneSettings, 'board'> = {
  lane: 0,
  namespace: 'wm',
  partitions: 1,
  definitions: { versions: [], current: '' },
  first: '',
  timeScale: 1,
  spill: undefined,
}
let lane: Lane
afterEach(() => lane.close())

async function started(options: LaneOptions = {}): Promise<Lane> {
  lane = new Lane(0, { program, ...options })
  await lane.start(settings, systemClock)
  return lane
}

function step(...texts: string[]): Extract<LaneTask, { kind: 'step' }> {
  const bytes = new Uint8Array(Buffer.from(texts.join(''))).buffer
  let at = 0
  const records = texts.map((text, i) => {
    const view = new Uint8Array(bytes, at, text.length)
    at += text.length
    return { partition: 0, offset: i + 1, time: 0, bytes: view }
  })
  return { kind: 'step', records }
}

test('tasks run in the order in which they were given', async () => {
  await started()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => lane.run({ kind: 'open', partition: 1, bytesMax: 1 })),
  )
  expect(answers).toEqual(Array.from({ length: 50 }, (_, offset) => ({ offset })))
})

test('bytes are moved to the thread, and come out as they were', async () => {
  await started()
  const task = step('hello', '', 'world')
  const { steps } = await lane.run(task)
  const outputs = (steps[0] as StepOutcome).outputs
  expect(outputs.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['hello', '', 'world'])
  expect(task.records[0]?.bytes.length).toBe(0)
})

test('a task that throws is told and the lane lives on', async () => {
  await started()
  await expect(lane.run({ kind: 'close', partition: 0 })).rejects.toThrow('refused')
  expect(await lane.run({ kind: 'open', partition: 1, bytesMax: 1 })).toEqual({ offset: 0 })
})

test('a thread that ends at work loses the lane: no task goes on with an empty thread', async () => {
  await started()
  const tasks = [66, 1, 1].map((partition) => lane.run({ kind: 'open', partition, bytesMax: 1 }))
  const results = await Promise.allSettled(tasks)
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await lane.lost).toMatchObject({ code: 'LANE_LOST', message: /^engine thread 0 ended: .*code: 3/ })
  await expect(lane.run({ kind: 'open', partition: 1, bytesMax: 1 })).rejects.toMatchObject({
    code: 'LANE_LOST',
  })
})

test('a thread that dies while idle loses the lane, with its reason', async () => {
  await started()
  await lane.run({ kind: 'open', partition: 67, bytesMax: 1 })
  const error = await lane.lost
  expect(error.message).toContain('idle death')
  await expect(lane.run({ kind: 'open', partition: 1, bytesMax: 1 })).rejects.toMatchObject({
    code: 'LANE_LOST',
  })
})

test('the share of time at work is near 1 for a busy thread and near 0 for an idle one', async () => {
  await started()
  lane.utilization()
  expect(lane.utilization()).toBeGreaterThanOrEqual(0)
  await lane.run({ kind: 'open', partition: 68, bytesMax: 1 })
  const busy = lane.utilization()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const idle = lane.utilization()
  expect(busy).toBeGreaterThan(0.6)
  expect(idle).toBeLessThan(0.4)
})

test('a thread that gets nowhere is condemned in time, with what waits behind it', async () => {
  await started({ hangMs: 240 })
  const startedAt = Date.now()
  const tasks = [69, 1].map((partition) => lane.run({ kind: 'open', partition, bytesMax: 1 }))
  const results = await Promise.allSettled(tasks)
  expect(Date.now() - startedAt).toBeGreaterThan(200)
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected'])
  expect(await lane.lost).toMatchObject({
    code: 'LANE_LOST',
    message: 'engine thread 0 ended: it got nowhere for 0.24 s',
  })
})

test('a thread at long work that gets on is left alone', async () => {
  await started({ hangMs: 240 })
  expect(await lane.run({ kind: 'open', partition: 70, bytesMax: 1 })).toEqual({ offset: 0 })
})

test('after a pause of the whole process a thread at work is not taken for one that hangs', async () => {
  // The clock has jumped by far more than a hang when the process wakes.
  let due: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    timer: (_, call) => {
      due.push(call)
      return () => {}
    },
  }
  lane = new Lane(0, { program, hangMs: 1_000 })
  await lane.start(settings, clock)
  const work = lane.run({ kind: 'open', partition: 68, bytesMax: 1 })
  for (let looks = 0; looks < 4; looks++) for (const call of due.splice(0)) call()
  expect(await work).toEqual({ offset: 0 })
  due = []
})
