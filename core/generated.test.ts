import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { generatedSchemas } from './cli/generated-schemas.js'

const GENERATE = fileURLToPath(new URL('./setup/generate.mjs', import.meta.url))
const CONFIG = new URL('../config/', import.meta.url)

it('generated files are what their sources generate', () => {
  const { status, stderr } = spawnSync(process.execPath, [GENERATE, '--check'], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

it('the schemas for editors are what the code generates: else run npm run generate', () => {
  const expected = generatedSchemas()
  expect(readdirSync(new URL('schema/', CONFIG)).sort()).toEqual([...expected.keys()].sort())
  for (const [name, text] of expected)
    expect(readFileSync(new URL(`schema/${name}`, CONFIG), 'utf8'), name).toBe(text)
})

it('the schemas for editors fit what is shipped', () => {
  const schemas = generatedSchemas()
  const schemaOf = (name: string) =>
    z.fromJSONSchema(JSON.parse(schemas.get(`${name}.json`) ?? '') as z.core.JSONSchema.JSONSchema)
  const files = readdirSync(new URL('definitions/', CONFIG)).map((name) => `definitions/${name}`)
  for (const name of [...files, 'waymark.yaml', 'waymark.docker.yaml']) {
    const text = readFileSync(new URL(name, CONFIG), 'utf8')
    for (const document of parseAllDocuments(text)) {
      const value = document.toJS() as { kind?: string }
      const parsed = schemaOf(value.kind ?? 'waymark').safeParse(value)
      expect(parsed.error?.issues, `${name} ${JSON.stringify(value).slice(0, 60)}`).toBeUndefined()
      if (value.kind === undefined) continue
      expect(schemaOf('definition').safeParse(value).success).toBe(true)
      expect(schemaOf(value.kind).safeParse({ ...value, nmae: 1 }).success).toBe(false)
    }
  }
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
  for (const [name, text] of generatedSchemas()) expect(silent(JSON.parse(text), name)).toEqual([])
})
