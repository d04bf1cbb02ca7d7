import type { z } from 'zod'
import { type IssueWords, issueWords } from '../base/issue-words.js'

type OptionsRead =
  | { readonly ok: true; readonly options: unknown }
  /** Each with the way to the key that is wrong. */
  | { readonly ok: false; readonly reasons: readonly IssueWords[] }

/**
 * Checks the options that configuration gives a plugin. Unknown keys are refused, also when the schema
 * is a plain `z.object`, which by itself would drop them in silence: a typo must not pass for a default.
 */
export async function readOptions(
  schema: z.ZodType | undefined,
  raw: Readonly<Record<string, unknown>>,
): Promise<OptionsRead> {
  if (schema === undefined) {
    const message = 'unknown key: this plugin has no options'
    const reasons = Object.keys(raw).map((key) => ({ path: [key], message }))
    return reasons.length === 0 ? { ok: true, options: {} } : { ok: false, reasons }
  }
  const checked = { schema: strict(schema), value: raw }
  const parsed = await checked.schema.safeParseAsync(raw)
  if (parsed.success) return { ok: true, options: parsed.data }
  return { ok: false, reasons: parsed.error.issues.flatMap((issue) => issueWords(issue, checked)) }
}

/** By shape and not by `instanceof`: a plugin may bring its own copy of zod. */
function strict(schema: z.ZodType): z.ZodType {
  const object = schema as Partial<z.ZodObject>
  const plain = object.def?.type === 'object' && object.def.catchall === undefined
  return plain && typeof object.strict === 'function' ? object.strict() : schema
}
