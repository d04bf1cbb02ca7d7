import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash32, hash32Bytes, hash48Bytes, hash53, hashId } from './hash.js'

/** Vectors of MurmurHash3_x86_32 that other implementations publish: text, seed, hash. */
const KNOWN: readonly (readonly [string, number, number])[] = [
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['\0\0\0\0', 0, 0x2362f9de],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['aaa', 0x9747b28c, 0x283e0130],
  ['aa', 0x9747b28c, 0x5d211726],
  ['a', 0x9747b28c, 0x7fa09ea6],
  ['abcd', 0x9747b28c, 0xf0478627],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['ππππππππ', 0x9747b28c, 0xd58063c1],
  ['hello', 0, 0x248bfa47],
  ['hello, world', 0, 0x149bbb7f],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
]

describe('hash32', () => {
  it.each(KNOWN)('of %j with seed %i is what MurmurHash3_x86_32 gives', (text, seed, hash) => {
    expect(hash32(text, seed)).toBe(hash)
  })

  it.each([
    [[0xff, 0xff, 0xff, 0xff], 0x76293b50],
    [[0x21, 0x43, 0x65, 0x87], 0xf55b516b],
    [[0x21, 0x43, 0x65], 0x7e4a8634],
    [[0x21, 0x43], 0xa0f7b07a],
    [[0x21], 0x72661cf4],
  ])('of the bytes %j is the published one, wherever they lie', (bytes, hash) => {
    expect(hash32Bytes(new Uint8Array(bytes), 0, bytes.length, 0)).toBe(hash)
    expect(hash32Bytes(new Uint8Array([9, ...bytes, 9]), 1, bytes.length + 1, 0)).toBe(hash)
  })

  it('is that of the UTF-8 bytes, for any text and seed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.integer(), (text, seed) => {
        const bytes = new TextEncoder().encode(text)
        expect(hash32(text, seed)).toBe(hash32Bytes(bytes, 0, bytes.length, seed))
      }),
    )
  })

  it('takes texts longer than its scratch memory, and lone surrogates', () => {
    for (const text of ['漢'.repeat(5_000), `a${'é'.repeat(3_000)}`, '\ud800', 'a\udc00b']) {
      const bytes = new TextEncoder().encode(text)
      expect(hash32(text, 7)).toBe(hash32Bytes(bytes, 0, bytes.length, 7))
    }
  })
})

describe('hash53 and hashId', () => {
  it('never change', () => {
    expect(['', 'u42', '张伟', 'a\0b', '👩‍👩‍👧'].map((text) => hash53(text))).toEqual([
      1450858933201801, 8642833411758974, 2969927672673164, 4404947441568124, 4619016773229640,
    ])
    expect(['', 'u42', '张伟', 'a\0b', '👩‍👩‍👧'].map((text) => hashId(text))).toEqual([
      '197hhllaas96iau71m8gg1',
      '7lkjhrlomru3k0vqu4okhl',
      '2kd48lv0csc1hq7gh90m30',
      '3t68qvo4ibs05rqbn645hd',
      '438v2ivln283hjb8dpsl85',
    ])
  })

  it('are exact integers below 2^53, and 22 characters', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, seed) => {
        const hash = hash53(text, seed)
        expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
        expect(hashId(text, seed)).toMatch(/^[0-9a-v]{22}$/)
      }),
    )
  })

  it('do not collide over 200,000 ids that count up', () => {
    expect(new Set(Array.from({ length: 200_000 }, (_, i) => hash53(`message-${i}`))).size).toBe(200_000)
  })
})

it('takes two seeds in one pass as it takes each', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.integer(), fc.integer(), (bytes, x, y) => {
      const high = hash32Bytes(bytes, 0, bytes.length, x) & 0xffff
      expect(hash48Bytes(bytes, [x, y])).toBe(high * 2 ** 32 + hash32Bytes(bytes, 0, bytes.length, y))
    }),
  )
})
