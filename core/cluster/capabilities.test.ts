import { describe, expect, it } from 'vitest'
import { capabilities, compareVersions, judgeVersion } from './capabilities.js'

describe('capabilities', () => {
  it('gives 2.9.10 nothing beyond its line', () => {
    expect(Object.values(capabilities('2.9.10'))).toEqual([false, false, false, false, false, false])
  })

  it('gives the current server everything', () => {
    expect(Object.values(capabilities('2.15.1'))).toEqual([true, true, true, true, true, true])
  })

  it('orders versions by number, not by text', () => {
    expect(compareVersions('2.9.21', '2.10.0')).toBeLessThan(0)
    expect(compareVersions('2.12.0-RC.1', '2.12.0')).toBe(0)
  })

  it('warns below 2.10, is silent above', () => {
    expect(judgeVersion('2.9.10')).toMatch(/development only/)
    expect(judgeVersion('2.12.7')).toBe('')
  })

  it('refuses 2.10.19 and what is older than 2.9', () => {
    expect(() => judgeVersion('2.10.19')).toThrowError(/conditional writes/)
    expect(() => judgeVersion('2.8.4')).toThrowError(/too old/)
  })
})
