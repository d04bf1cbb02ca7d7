import { z } from 'zod'
import { WaymarkError } from '../base/errors.js'
import type { Applied, ApplyRequest } from '../cluster/apply-definitions.js'
import type { Revision } from '../cluster/definition-bucket.js'
import { type HttpAnswer, type HttpRequest, json } from '../ingest/http.js'

/** The definitions as the admin API sees them. */
export interface ApiDefinitions {
  /** What is in force, and what was, newest first. */
  history(): Promise<readonly Revision[]>
  apply(request: ApplyRequest): Promise<Applied>
}

const wantedSchema = z.strictObject({
  files: z.array(z.strictObject({ path: z.string().min(1).max(1024), text: z.string() })).optional(),
  version: z.string().min(1).max(64).optional(),
  by: z.string().min(1).max(128).default('unknown'),
  after: z.int().min(0).optional(),
  dryRun: z.boolean().default(false),
})

/** `{current, earlier}`: what is in force since when and by whom, and what was before. */
export async function answerHistory(definitions: ApiDefinitions): Promise<HttpAnswer> {
  const [current = null, ...earlier] = await definitions.history()
  return json(200, { current, earlier })
}

/**
 * 202: the version is current, and comes into force partition by partition; 200: nothing was applied.
 * @throws WaymarkError REQUEST_INVALID, and what `applyDefinitions` throws
 */
export async function answerApply(definitions: ApiDefinitions, request: HttpRequest): Promise<HttpAnswer> {
  const applied = await definitions.apply(readBody(request.body))
  return json(applied.applied ? 202 : 200, applied)
}

function readBody(body: Uint8Array): ApplyRequest {
  let given: unknown
  try {
    given = JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    throw invalid('the body is no JSON')
  }
  const { success, data, error } = wantedSchema.safeParse(given)
  if (!success) {
    const [issue] = error.issues
    throw invalid(`${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'malformed'}`)
  }
  const { files, version, ...rest } = data
  if (files !== undefined && version === undefined) return { ...rest, wanted: { files } }
  if (version !== undefined && files === undefined) return { ...rest, wanted: { version } }
  throw invalid('files or a version is wanted, one of the two')
}

function invalid(what: string): WaymarkError {
  const todo = 'send {"files": [{path, text}]} or {"version"}, and if you like "by", "after", "dryRun"'
  return new WaymarkError('REQUEST_INVALID', what, todo)
}
