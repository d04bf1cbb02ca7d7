import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { utf8Fault } from './utf8.js'

const byte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xa0, 0xf0, 0xf4, 0x90, 0x8f),
)

it('finds a fault exactly where Node finds one, and nothing wrong before it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ max: 12 }), fc.array(byte, { maxLength: 12 }), (some, more) => {
      for (const bytes of [some, Uint8Array.from(more)]) {
        const fault = utf8Fault(bytes)
        expect(fault === undefined).toBe(isUtf8(bytes))
        if (fault !== undefined) expect(isUtf8(bytes.subarray(0, fault.at))).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('a sequence that is cut off is one that more bytes complete', () => {
  const bytes = Buffer.from('a王👍')
  for (let end = 0; end <= bytes.length; end++) {
    const fault = utf8Fault(bytes.subarray(0, end))
    if (fault !== undefined) expect(fault.isCut).toBe(true)
  }
  expect(utf8Fault(bytes.subarray(0, 3))).toEqual({ at: 1, isCut: true })
  expect(utf8Fault(Buffer.from([0x61, 0xe7, 0x41]))).toEqual({ at: 1, isCut: false })
})
