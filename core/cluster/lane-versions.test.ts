import { expect, test } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { silentLog } from '../base/log.js'
import { compileDefinitions } from '../definitions/definitions.js'
import { encodeActivate } from '../event/batch.js'
import { LaneBoard } from '../lane/board.js'
import type { DefinitionVersion, LaneResults, LaneTask, StepOutcome } from '../lane/protocol.js'
import { Lane, runIn } from '../lane/worker.js'
import type { EngineDefinitions } from './engine-definitions.js'
import type { TaskRunner } from './lane.js'
import { LaneVersions } from './lane-versions.js'

function numbered(n: number): DefinitionVersion {
  const text = `kind: segment\nname: s\nwhere: {count: {event: Seen, within: ${n + 1}d, is: '>= 1'}}`
  const files = [{ path: 's.yaml', text }]
  return { version: compileDefinitions(files).version, files }
}

/** Definitions whose versions come one after the other, and a lane with one partition. */
function setting() {
  const all = [numbered(0)]
  const first = all[0]?.version as string
  let recent: DefinitionVersion[] = [...all]
  const fetched: string[] = []
  const definitions: EngineDefinitions = {
    get current() {
      return { version: recent.at(-1)?.version as string, revision: all.length }
    },
    first,
    versions: () => recent,
    refresh: async () => {},
    fetch: async (version) => {
      fetched.push(version)
      return all.find((one) => one.version === version) as DefinitionVersion
    },
    onChange: () => {},
  }
  const lane = new Lane({
    ...{ lane: 0, namespace: 'test', partitions: 1, timeScale: 1, first, spill: undefined },
    definitions: { versions: all, current: first },
    board: new LaneBoard().buffer,
  })
  const runner: TaskRunner = {
    run: async <Kind extends LaneTask['kind']>(task: Extract<LaneTask, { kind: Kind }>) =>
      runIn(lane, task as Exclude<LaneTask, { kind: 'start' }>) as LaneResults[Kind],
  }
  const versions = new LaneVersions(runner, definitions, silentLog)
  const { initial } = versions
  versions.started(initial, lane.load({ ...initial, keep: [first] }).refused)
  runIn(lane, { kind: 'open', partition: 0, bytesMax: 1_000 })
  let offset = 0
  const activate = (version: string): StepOutcome => {
    const record = { partition: 0, offset: ++offset, time: offset, bytes: encodeActivate(version) }
    const { steps } = runIn(lane, { kind: 'step', records: [record] }) as LaneResults['step']
    return steps[0] as StepOutcome
  }
  const apply = async (next: DefinitionVersion): Promise<void> => {
    all.push(next)
    recent = [...recent.filter(({ version }) => version !== next.version), next].slice(-LIMITS.versionsMax)
    await versions.load()
  }
  return { versions, apply, activate, fetched }
}

test('a lane that goes back to a version which it had long ago has it again', async () => {
  const { versions, apply, activate, fetched } = setting()
  const old = numbered(1)
  await apply(old)
  for (let n = 2; n < LIMITS.versionsMax + 10; n++) await apply(numbered(n))
  expect(versions.has(old.version)).toBe(false)
  await apply(old)
  expect(versions.has(old.version)).toBe(true)
  expect(activate(old.version)).toMatchObject({ outputs: [], version: old.version })
  expect(fetched).toEqual([])
})

test('what is asked for by itself stays until other definitions come, and longer in use', async () => {
  const { versions, apply, activate, fetched } = setting()
  const [used, idle] = [numbered(1), numbered(2)]
  await apply(used)
  await apply(idle)
  for (let n = 3; n < LIMITS.versionsMax + 10; n++) await apply(numbered(n))
  await versions.ensure(used.version)
  await versions.ensure(idle.version)
  expect(fetched).toEqual([used.version, idle.version])
  expect(activate(used.version)).toMatchObject({ outputs: [], version: used.version })
  await apply(numbered(100))
  expect([used, idle].map(({ version }) => versions.has(version))).toEqual([false, false])
  // Its partition goes by it all the same.
  expect(activate(numbered(100).version)).toMatchObject({ outputs: [], version: numbered(100).version })
})
