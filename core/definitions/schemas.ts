import { z } from 'zod'
import { catalogueSchema } from './catalogue.js'
import { contentSchema } from './content.js'
import { duration } from './fields.js'
import { identitySchema } from './identity.js'
import { journeySchema, sendSchema } from './journey.js'
import { LEAF_SCHEMAS } from './leaf.js'
import { segmentSchema } from './segment.js'
import { testsSchema } from './test-case.js'
import type { WindowKind } from './window.js'

const LEAVES: Readonly<Record<WindowKind, string>> = {
  count: 'How many events there are in a window.',
  sum: 'Sum of an amount of the events in a window.',
  avg: 'Mean of an amount of the events in a window.',
  min: 'Least amount of the events in a window.',
  max: 'Largest amount of the events in a window.',
  distinct: 'How many different values the events in a window have.',
  first: 'The first event, or a value of it.',
  last: 'The last event, or a value of it.',
  absent: 'There was no such event for so long.',
  sequence: 'Events one after the other.',
}

const condition: z.ZodType = z
  .lazy(() =>
    z.union([
      ...Object.entries(LEAF_SCHEMAS).map(([kind, schema]) =>
        z.strictObject({ [kind]: schema.meta({ description: LEAVES[kind as WindowKind] }) }),
      ),
      z.strictObject({ all: z.array(condition).min(1).meta({ description: 'Each of them holds.' }) }),
      z.strictObject({ any: z.array(condition).min(1).meta({ description: 'One of them holds, or more.' }) }),
      z.strictObject({ not: condition }),
      z.strictObject({
        profile: z.string().meta({
          description: 'What is known of the profile. CEL, true or false.',
          examples: ['profile.tier == "gold"'],
        }),
      }),
      z.strictObject({
        tag: z.string().min(1).meta({ description: 'A text among the tags of the profile.' }),
      }),
      z.strictObject({
        segment: z.string().meta({ description: 'Who is in another segment, by its name.' }),
      }),
    ]),
  )
  .meta({ description: 'A condition: a leaf, or all, any, not of conditions.' })
const profileCondition = z.string().meta({
  description: 'When this way is taken. CEL over profile and entry.',
  examples: ['profile.tier == "gold"'],
})
const list = (what: string) => z.array(step).meta({ description: what })
const step: z.ZodType = z
  .lazy(() =>
    z.union([
      z.strictObject({ wait: duration('Goes on after this time.', '1h') }),
      z.strictObject({ send: sendSchema.meta({ description: 'A message to the customer.' }) }),
      z.strictObject({
        branch: z
          .array(
            z.union([
              z.strictObject({ when: profileCondition, do: list('What happens then.') }),
              z.strictObject({ otherwise: list('When none of the others fits; stands last.') }),
            ]),
          )
          .min(1)
          .meta({ description: 'The first way that fits is taken.' }),
      }),
      z.strictObject({ stop: z.null().meta({ description: 'Ends the run.' }) }),
    ]),
  )
  .meta({ description: 'A step: wait, send, branch or stop.' })

/** All that a definition may hold, by kind; what the compiler reads by hand is spelled out for editors. */
const KIND_SCHEMAS: Readonly<Record<string, z.ZodObject>> = {
  catalogue: catalogueSchema,
  identity: identitySchema,
  segment: segmentSchema.extend({ where: condition }),
  journey: journeySchema.extend({ steps: list('What happens, one after the other.').min(1) }),
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
