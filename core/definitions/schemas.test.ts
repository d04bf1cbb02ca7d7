import { expect, it } from 'vitest'
import { STEPS } from './journey.js'
import { jsonSchemas } from './schemas.js'
import { CONDITIONS } from './segment.js'

/** Keys of the maps of which one part of a schema is a choice: `{count: …}`, `{sum: …}`, … */
function choices(node: unknown): string[][] {
  if (node === null || typeof node !== 'object') return []
  const inner = Object.values(node).flatMap(choices)
  const { anyOf } = node as { anyOf?: { properties?: object }[] }
  return anyOf === undefined ? inner : [anyOf.flatMap((way) => Object.keys(way.properties ?? {})), ...inner]
}

it.each([
  ['segment.json', CONDITIONS],
  ['journey.json', STEPS],
] as const)('%s knows all that the compiler knows', (name, known) => {
  const found = choices(jsonSchemas().get(name)).map((keys) => keys.sort())
  expect(found).toContainEqual([...known].sort())
})
