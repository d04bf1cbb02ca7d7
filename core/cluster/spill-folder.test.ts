import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { spillFolder } from './spill-folder.js'

it('deletes what ended processes left, also one that had the same id, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-spills-'))
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const { pid, ppid } = process
  const left = [`worker-${ended}-a`, `worker-${pid}-before`]
  const kept = ['somebody-elses', `worker-${pid}-now`, `worker-${ppid}-b`]
  for (const name of [...left, ...kept]) mkdirSync(join(folder, name))
  utimesSync(join(folder, `worker-${pid}-before`), 0, 0)
  expect(spillFolder(folder, 'c')).toBe(join(folder, `worker-${pid}-c`))
  expect(readdirSync(folder).sort()).toEqual(kept.sort())
  rmSync(folder, { recursive: true })
})

it('wants no folder to be there', () => {
  const folder = join(tmpdir(), `waymark-no-such-folder-${process.pid}`)
  expect(spillFolder(folder, 'a')).toBe(join(folder, `worker-${process.pid}-a`))
})
