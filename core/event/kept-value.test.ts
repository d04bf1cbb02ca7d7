import fc from 'fast-check'
import { expect, it } from 'vitest'
import { waymark } from '#proto'
import { standaloneValue } from './batch.js'
import type { Properties } from './event.js'
import { KeptValue } from './kept-value.js'

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: false }),
  ),
})).value
const shape = { unit: 'grapheme' } as const
const fields = fc.dictionary(fc.string(shape), value, { maxKeys: 5 }) as fc.Arbitrary<Properties>

it('is the same value in either form, and its bytes are those of the generated encoder', () => {
  fc.assert(
    fc.property(fields, (given) => {
      const kept = KeptValue.of(given)
      const bytes = waymark.StandaloneValue.encode(standaloneValue(given)).finish()
      expect(kept.encoded).toBe(Buffer.from(bytes).toString('latin1'))
      expect(KeptValue.encoded(kept.encoded).value).toEqual(kept.value)
      expect(kept.value).toEqual({ ...given })
      expect(waymark.StandaloneValue.encode(kept.message()).finish()).toEqual(bytes)
    }),
  )
})

it('has no fields when nothing was kept, and says so when the bytes are malformed', () => {
  expect(KeptValue.encoded('').value).toEqual({})
  expect(() => KeptValue.encoded('\x0a\x7f').value).toThrow()
})
