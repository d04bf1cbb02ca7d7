import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { readBody } from './body.js'

const plain = Buffer.from(JSON.stringify({ event: 'Käse gekauft', n: 1 }))
const meant = { event: 'Käse gekauft', n: 1 }

describe('readBody', () => {
  it.each([
    ['plain', plain, undefined],
    ['plain with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]), undefined],
    ['gzip', gzipSync(plain), 'gzip'],
    ['gzip that is not stated', gzipSync(plain), undefined],
    ['deflate', deflateSync(plain), 'deflate'],
    ['deflate that is not stated', deflateSync(plain), undefined],
    ['raw deflate', deflateRawSync(plain), 'deflate'],
    ['brotli', brotliCompressSync(plain), 'br'],
    ['gzip stated, but inflated on the way', plain, 'gzip'],
    ['deflate stated, but inflated on the way', plain, 'deflate'],
    ['brotli stated, but inflated on the way', plain, 'br'],
    ['an unknown encoding stated', plain, 'identity'],
  ])('reads %s', async (_, body, encoding) => {
    expect(await readBody(body, encoding)).toEqual(meant)
  })

  it.each([
    ['nothing', Buffer.alloc(0), undefined, /empty/],
    ['half an object', Buffer.from('{"a":'), undefined, /not JSON: .*(position|end of)/i],
    ['an array', Buffer.from('[]'), undefined, /an array, not an object/],
    ['null', Buffer.from('null'), undefined, /missing|null/],
    ['text in another encoding', Buffer.from('{"a":"K\xe4se"}', 'latin1'), undefined, /UTF-8/],
    ['half of a gzip', gzipSync(plain).subarray(0, 20), undefined, /not gzip/],
    ['noise stated as brotli', Buffer.from([1, 2, 3, 250]), 'br', /not br/],
  ])('refuses %s with the reason', async (_, body, encoding, reason) => {
    await expect(readBody(body, encoding)).rejects.toMatchObject({
      code: 'EVENT_INVALID',
      message: expect.stringMatching(reason),
    })
  })

  it.each([
    ['plain', Buffer.alloc(LIMITS.requestBytesMax + 1, ' '), undefined],
    ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024)), undefined],
    ['brotli', brotliCompressSync(Buffer.alloc(64 * 1024 * 1024)), 'br'],
  ])('refuses what is too large when inflated: %s', async (_, body, encoding) => {
    await expect(readBody(body, encoding)).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE' })
  })

  it('survives a million brackets', async () => {
    const deep = '['.repeat(LIMITS.requestBytesMax / 2)
    await expect(readBody(Buffer.from(deep), undefined)).rejects.toMatchObject({ code: 'EVENT_INVALID' })
  })
})
