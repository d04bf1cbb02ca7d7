import type { z } from 'zod'

type OptionsRead =
  | { readonly ok: true; readonly options: unknown }
  /** Each with the path of the key that is wrong. */
  | { readonly ok: false; readonly reasons: readonly string[] }

/**
 * Checks the options that configuration gives a plugin. Unknown keys are refused, also when the schema
 * is a plain `z.object`, which by itself would drop them in silence: a typo must not pass for a default.
 */
export async function readOptions(
  schema: z.ZodType | undefined,
  raw: Readonly<Record<string, unknown>>,
): Promise<OptionsRead> {
  if (schema === undefined) {
    const reasons = Object.keys(raw).map((key) => `options.${key}: unknown key, this plugin has no options`)
    return reasons.length === 0 ? { ok: true, options: {} } : { ok: false, reasons }
  }
  const parsed = await strict(schema).safeParseAsync(raw)
  if (parsed.success) return { ok: true, options: parsed.data }
  const reasons = parsed.error.issues.map(
    (issue) => `${['options', ...issue.path].join('.')}: ${issue.message}`,
  )
  return { ok: false, reasons }
}

/** By shape and not by `instanceof`: a plugin may bring its own copy of zod. */
function strict(schema: z.ZodType): z.ZodType {
  const object = schema as Partial<z.ZodObject>
  const plain = object.def?.type === 'object' && object.def.catchall === undefined
  return plain && typeof object.strict === 'function' ? object.strict() : schema
}
