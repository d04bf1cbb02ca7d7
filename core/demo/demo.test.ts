import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Counts, differences } from './counts.js'
import { zipfShares } from './zipf.js'

/** The built command, as users run it: `npm test` builds first. */
const main = fileURLToPath(new URL('../../dist/core/main.js', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function waymark(words: readonly string[], temporary: string): Promise<Ended> {
  const env = { ...process.env, TMPDIR: temporary }
  const child = spawn(process.execPath, [main, ...words], { cwd: temporary, env })
  const text = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    text.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    text.err += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...text })))
}

describe.runIf(existsSync(main))('waymark demo', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'waymark-demo-test-'))
  let ended: Ended

  beforeAll(async () => {
    ended = await waymark(['demo', '--events', '2000'], temporary)
  }, 90_000)
  afterAll(() => rmSync(temporary, { recursive: true, force: true }))

  it('ends well: every count is what the generator knows', () => {
    expect({ code: ended.code, err: ended.code === 0 ? '' : ended.err }).toEqual({ code: 0, err: '' })
    expect(ended.out).toMatch(/checked {5}\d\d counts .*: all equal/)
  })

  it('prints one screen of totals', () => {
    expect(ended.out).toContain('Waymark demo: 200 customers, 2,000 events, seed 1')
    for (const title of [
      'events',
      'profiles',
      'stitched',
      'flips',
      'journeys',
      'deliveries',
      'latency',
      'look next',
    ])
      expect(ended.out).toMatch(new RegExp(`^  ${title} `, 'm'))
    expect(ended.out).toMatch(/cart-rescue +\d+ entered +\d+ completed +\d+ bought in time/)
    expect(ended.out.split('\n').length).toBeLessThan(30)
  })

  it('says what becomes of durations, and prints no delivery', () => {
    expect(ended.err).toContain('an hour of a definition takes 4 s, 30 days take 48 min')
    expect(ended.err.split('\n').length).toBeLessThan(20)
  })

  it('leaves nothing behind', () => {
    expect(readdirSync(temporary)).toEqual([])
  })

  it('refuses a number of events that is none', async () => {
    const { code, err } = await waymark(['demo', '--events', 'many'], temporary)
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('whole number from 200') })
  })
})

describe('the comparison', () => {
  it('names every count that differs, also one that nobody expected', () => {
    const expected = new Counts([
      ['profiles', 3],
      ['identifiers', 7],
    ])
    const found = new Counts([
      ['profiles', 4],
      ['identifiers', 7],
      ['dead letters', 1],
    ])
    expect(differences(expected, found)).toEqual([
      { what: 'dead letters', expected: 0, found: 1 },
      { what: 'profiles', expected: 3, found: 4 },
    ])
  })
})

describe('activity by Zipf’s law', () => {
  it('sums up to what there is to share out, the first rank most active', () => {
    const shares = zipfShares(1_000, 12_345, Number.POSITIVE_INFINITY)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(12_345)
    expect(shares[0]).toBeGreaterThan(90 * (shares[99] ?? 0) * 0.9)
  })

  it('gives nobody more than the bound', () => {
    const shares = zipfShares(100, 5_000, 100)
    expect(Math.max(...shares)).toBe(100)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(5_000)
  })
})
