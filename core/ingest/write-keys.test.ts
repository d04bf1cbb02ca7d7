import { describe, expect, it } from 'vitest'
import { headerKey, WriteKeys } from './write-keys.js'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('headerKey', () => {
  it.each([
    [`Basic ${base64('key:')}`, 'key'],
    [`Basic ${base64('key')}`, 'key'],
    [`basic ${base64('key:ignored')}`, 'key'],
    ['Bearer key', 'key'],
    ['bearer  key ', 'key'],
  ])('reads %s', (header, key) => {
    expect(headerKey(header)).toBe(key)
  })

  it.each([undefined, '', 'Basic', 'Digest abc', 'key'])('is null for %s', (header) => {
    expect(headerKey(header)).toBeNull()
  })
})

describe('WriteKeys', () => {
  const keys = new WriteKeys([
    { name: 'web', writeKey: 'k-web' },
    { name: 'app', writeKey: 'k-app' },
  ])

  it('names the source of a key', () => {
    expect([keys.source('k-web'), keys.source('k-app')]).toEqual(['web', 'app'])
  })

  it.each(['', 'k-we', 'k-web ', 'K-WEB', 'constructor'])('knows no source of %j', (key) => {
    expect(keys.source(key)).toBeNull()
  })
})
