import { z } from 'zod'
import type { Source } from './document.js'
import { description, name } from './fields.js'

/**
 * What a message says: Liquid templates from a file of `kind: content`. They are rendered when a delivery
 * is sent, from the snapshot that it carries, with `profile`, `entry` and `to` in scope.
 */
export interface ContentDefinition {
  readonly name: string
  /** Hash of the definition: changes with its text. */
  readonly version: string
  readonly subject?: string
  readonly body: string
  /** Further texts by name: `html`, `title`, `url` … as the channel wants them. */
  readonly parts: Readonly<Record<string, string>>
}

const LIQUID = 'Liquid, with profile, entry and to in scope.'
export const contentSchema = z.strictObject({
  kind: z.literal('content'),
  name,
  description: description.optional(),
  subject: z
    .string()
    .meta({ description: `Subject of a mail. ${LIQUID}` })
    .optional(),
  body: z.string().meta({ description: `What it says. ${LIQUID}`, examples: ['Hello {{ profile.name }}'] }),
  parts: z
    .record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), z.string())
    .default({})
    .meta({ description: `Further texts by name, as the channel wants them: html, title, url. ${LIQUID}` }),
})

/** Compiles one content: its name and what it is; empty when it has mistakes. */
export function compileContent(source: Source): [string, ContentDefinition][] {
  const fields = source.check(contentSchema, [], source.fields)
  if (fields === undefined) return []
  const { name, subject, body, parts } = fields
  const content = {
    name,
    version: source.version,
    body,
    parts,
    ...(subject === undefined ? {} : { subject }),
  }
  return [[name, content]]
}
