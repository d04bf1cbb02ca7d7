import { expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { SegmentLabels } from './segment-labels.js'

it('segments have labels of their own up to a limit, and keep them', () => {
  const labels = new SegmentLabels()
  for (let i = 0; i < LIMITS.meteredSegmentsMax; i++) expect(labels.of(`s${i}`)).toBe(`s${i}`)
  expect([labels.of('late'), labels.of('s0')]).toEqual(['_other', 's0'])
})
