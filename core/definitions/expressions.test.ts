import { expect, it } from 'vitest'
import { Symbols } from '../event/symbols.js'
import { Harness } from '../testing/harness.js'
import type { Scope } from './cel.js'
import { compileExpression } from './cel.js'
import { Sharing } from './cel-sharing.js'

it('a condition on the event that many expressions have is worked out once an event', () => {
  const symbols = new Symbols()
  const sharing = new Sharing()
  const compile = (text: string) =>
    compileExpression(text, { symbols, roots: ['event', 'profile'], sharing }).evaluate
  const expressions = [
    compile('event.total >= 50.0'),
    compile('event.total >= 50.0 && profile.vip'),
    compile('profile.vip || !(event.total >= 50.0)'),
    compile('event.tags.exists(t, event.total >= 50.0)'),
  ]
  let reads = 0
  let total = 60
  const scope: Scope = {
    event: {
      get: (symbol) => {
        if (symbols.text(symbol) === 'total') reads++
        return symbols.text(symbol) === 'total' ? total : ['a']
      },
      properties: () => ({}),
    },
    profile: { property: () => false, properties: () => ({}) },
    entry: undefined,
    locals: [],
    turn: 1,
  }
  expect(expressions.map((expression) => expression(scope))).toEqual([true, false, false, true])
  // Within a loop nothing is shared.
  expect(reads).toBe(2)
  total = 40
  expect(expressions[0]?.(scope)).toBe(true)
  scope.turn = 2
  expect(expressions.map((expression) => expression(scope))).toEqual([false, false, true, false])
  scope.turn = 0
  total = 70
  expect(expressions[0]?.(scope)).toBe(true)
})

it('what two windows and a journey ask of an event is answered for each event anew', () => {
  const harness = new Harness({
    definitions: `
kind: segment
name: many
where: {count: {event: Bought, where: 'event.total >= 50', within: 10d, is: '>= 2'}}
---
kind: segment
name: much
where: {sum: {event: Bought, where: 'event.total >= 50', of: event.total, within: 20d, is: '>= 150'}}
---
kind: journey
name: thanks
trigger: {event: Bought, where: 'event.total >= 50 && has(event.total)'}
steps: [{stop: }]
`,
  })
  for (const total of [60, 40, 20, 90]) harness.track('ann', 'Bought', { total })
  expect(harness.factsOf('segment.entered').map(({ name }) => name)).toEqual(['many', 'much'])
  expect(harness.factsOf('journey.entered')).toHaveLength(2)
})

it('an expression without a value is false, and its author can find it', () => {
  const harness = new Harness({
    definitions: `kind: segment
name: big
where:
  count: {event: Bought, where: 'event.total >= 50', within: 10d, is: '>= 1'}
`,
  })
  harness.track('ann', 'Bought', { total: 60 })
  expect(harness.definitions.failures.take()).toEqual([])
  harness.track('ben', 'Bought')
  harness.track('ben', 'Bought', { total: 'lots' })
  expect(harness.profile('user_id', 'ben')?.segments).toEqual([])
  expect(harness.definitions.failures.take()).toEqual([
    { definition: 'segment big', place: 'definitions.yaml:4:26', text: 'event.total >= 50', count: 2 },
  ])
  expect(harness.definitions.failures.take()).toEqual([])
})
