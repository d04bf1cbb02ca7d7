import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { testServers } from '../cluster/nats-test-servers.js'
import { faultList } from './fault-list.js'

const program = fileURLToPath(new URL('../../dist/core/chaos/chaos.js', import.meta.url))
const isPossible = existsSync(program) && (await testServers()).length > 0
if (!isPossible) console.warn('skipped: chaos needs a build (npm run build) and a nats-server')

/** The short form of `npm run chaos`: what it says, and its exit code. */
async function chaos(...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => {
      said += String(bytes)
    })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, said }
}

describe.runIf(isPossible)('under faults real processes', () => {
  it.each(['F1', 'F5'])('lose nothing and say nothing twice: %s', { timeout: 120_000 }, async (fault) => {
    const { code, said } = await chaos('--fault', fault, '--seconds', '6', '--rate', '500')
    expect(said).toContain('nothing lost, nothing twice')
    expect(code, said).toBe(0)
  })

  it('end when they are told to, with all that was started', { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [program, '--fault', 'F1'], { stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await new Promise<void>((resolve) =>
      child.stderr.on('data', (bytes) => String(bytes).includes('customers, seed') && resolve()),
    )
    const started = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
    // A broker, a gateway and three engines.
    expect(started).toHaveLength(5)
    child.kill('SIGTERM')
    expect(await ended).toBe(1)
    await vi.waitFor(
      () => expect(started.filter((pid) => existsSync(`/proc/${pid}/cmdline`))).toEqual([]),
      5_000,
    )
  })

  it('are listed with what is done to them', async () => {
    const { said } = await chaos('--list')
    expect(said).toMatch(/^F2 +kill -9 of one engine after the other/m)
  })
})

it('faults are shown by tests that are there', () => {
  const root = new URL('../../', import.meta.url)
  for (const { tests } of faultList())
    for (const { file, test } of tests) {
      const text = readFileSync(new URL(file, root), 'utf8')
      expect(text.includes(test), `${file}: ${test}`).toBe(true)
    }
})

it('of each fault that must be made something is shown', () => {
  const names = new Set(faultList().map(({ name }) => name))
  const wanted = [1, 2, 3, 5, 6, 7, 8, 9, 13, 15, 16, 17, 18, 21, 22, 23, 26, 27, 28, 32, 35, 36, 41, 45, 46]
  expect(wanted.filter((number) => !names.has(`F${number}`))).toEqual([])
})
