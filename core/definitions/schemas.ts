import { z } from 'zod'
import { catalogueSchema } from './catalogue.js'
import { contentSchema } from './content.js'
import { identitySchema } from './identity.js'
import { journeySchema, sendSchema } from './journey.js'
import { LEAF_SCHEMAS } from './leaf.js'
import { segmentSchema } from './segment.js'
import { testsSchema } from './test-case.js'

const condition: z.ZodType = z.lazy(() =>
  z.union([
    ...Object.entries(LEAF_SCHEMAS).map(([kind, schema]) => z.strictObject({ [kind]: schema })),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ profile: z.string() }),
    z.strictObject({ tag: z.string().min(1) }),
    z.strictObject({ segment: z.string() }),
  ]),
)
const step: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({ wait: z.string() }),
    z.strictObject({ send: sendSchema }),
    z.strictObject({
      branch: z
        .array(
          z.union([
            z.strictObject({ when: z.string(), do: z.array(step) }),
            z.strictObject({ otherwise: z.array(step) }),
          ]),
        )
        .min(1),
    }),
    z.strictObject({ stop: z.null() }),
  ]),
)

/** All that a definition may hold, by kind; what the compiler reads by hand is spelled out for editors. */
const KIND_SCHEMAS: Readonly<Record<string, z.ZodObject>> = {
  catalogue: catalogueSchema,
  identity: identitySchema,
  segment: segmentSchema.extend({ where: condition }),
  journey: journeySchema.extend({ steps: z.array(step).min(1) }),
  content: contentSchema,
}

/** JSON Schemas (https://json-schema.org) by name of file: of each kind, and of a file with any of them. */
export function jsonSchemas(): Map<string, object> {
  const kinds = Object.entries(KIND_SCHEMAS).map(([kind, schema]) => {
    const tests = testsSchema(kind)
    return [kind, tests === undefined ? schema : schema.extend({ tests: tests.optional() })] as const
  })
  const all = z.union(kinds.map(([, schema]) => schema))
  return new Map([
    ...kinds.map(([kind, schema]) => [`${kind}.json`, jsonSchema(schema, `Waymark: ${kind}`)] as const),
    ['definition.json', jsonSchema(all, 'Waymark: a definition of any kind')],
  ])
}

/** @param title shown by editors */
export function jsonSchema(schema: z.ZodType, title: string): object {
  return { title, ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) }
}
