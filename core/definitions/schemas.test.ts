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

/** Places of a schema at which a key is not described. */
function silent(node: unknown, at: string): string[] {
  if (node === null || typeof node !== 'object') return []
  const { properties = {}, ...rest } = node as { properties?: Record<string, object> }
  const keys = Object.entries(properties).flatMap(([key, of]) => {
    const isSaid = key === 'kind' || 'description' in of || '$ref' in of
    return [...(isSaid ? [] : [`${at}.${key}`]), ...silent(of, `${at}.${key}`)]
  })
  return [...keys, ...Object.entries(rest).flatMap(([key, of]) => silent(of, `${at}/${key}`))]
}

it('each key of each kind is described to who hovers over it', () => {
  for (const [name, schema] of jsonSchemas()) expect(silent(schema, name)).toEqual([])
})
