import type { Clock } from '../base/clock.js'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { compareDefinitions, type DefinitionChange } from '../definitions/changes.js'
import { compileDefinitions, type Definitions } from '../definitions/definitions.js'
import type { DefinitionFile, DefinitionVersion } from '../lane/protocol.js'
import { type DefinitionBucket, isConflict, recentVersions } from './definition-bucket.js'
import { otherRank } from './live-definitions.js'

export interface ApplyRequest {
  /** What is to be in force: files, or a version that was in force before. */
  readonly wanted: { readonly files: readonly DefinitionFile[] } | { readonly version: string }
  /** Who wants it. */
  readonly by: string
  /** The revision whose changes were looked at: if another one came since, nothing is applied. */
  readonly after?: number | undefined
  /** Nothing is applied, only said what would change. */
  readonly dryRun: boolean
}

export interface Applied {
  readonly version: string
  /** That of the version when it is applied; else the present one, 0 when there is none. */
  readonly revision: number
  /** False: it was a dry run, or nothing changes. */
  readonly applied: boolean
  readonly changes: readonly DefinitionChange[]
}

export interface ApplyParts {
  readonly bucket: DefinitionBucket
  /** Names of the configured channels. */
  readonly channels: ReadonlySet<string>
  readonly clock: Clock
  readonly log: Log
}

/**
 * Makes a version of the definitions the current one, or says what that would change. Workers follow by
 * themselves, and each partition by its log.
 * @throws WaymarkError DEFINITION_INVALID with all mistakes, NOT_FOUND for a version that nobody applied,
 *   REQUEST_INVALID when the definitions have been changed since they were looked at, BROKER_FULL,
 *   BROKER_UNREACHABLE
 */
export async function applyDefinitions(request: ApplyRequest, parts: ApplyParts): Promise<Applied> {
  const { bucket, clock, log } = parts
  const { by, after, dryRun } = request
  const next = await chosen(request, parts)
  for (;;) {
    const state = await bucket.look()
    const { current } = state
    const revision = current?.revision ?? 0
    if (after !== undefined && after !== revision)
      throw new WaymarkError(
        'REQUEST_INVALID',
        `the definitions are at revision ${revision} by now, and you have looked at ${after}`,
        'look at what changes once more, and apply it then',
      )
    const before = current && (await compiled(bucket, current.version))
    if (before && !before.identities.sameRank(next.definitions.identities))
      throw otherRank(before, next.definitions)
    const changes = compareDefinitions(before, next.definitions)
    const { version } = next
    if (dryRun || version === current?.version) return { version, revision, applied: false, changes }
    try {
      const told = { at: new Date(clock.now()).toISOString(), by, changes: lines(changes) }
      const put = await bucket.put(next, state, told)
      log.info('definitions are applied', { version, revision: put.revision, by })
      await bucket.makeRoom(recentVersions(put)).catch((error: unknown) => {
        log.debug('old versions of the definitions could not be dropped yet', { reason: errorLine(error) })
      })
      return { version, revision: put.revision, applied: true, changes }
    } catch (error) {
      if (!isConflict(error)) throw error
    }
  }
}

interface Chosen extends DefinitionVersion {
  readonly definitions: Definitions
}

async function chosen({ wanted }: ApplyRequest, { bucket, channels }: ApplyParts): Promise<Chosen> {
  if ('files' in wanted) {
    const { files } = wanted
    const definitions = compileDefinitions(files, { channels })
    return { version: definitions.version, files, definitions }
  }
  const { version } = wanted
  const found = await bucket.version(version)
  if (found !== null) return { ...found, definitions: compileDefinitions(found.files, { channels }) }
  throw new WaymarkError(
    'NOT_FOUND',
    `no version ${version} of the definitions is kept`,
    'see waymark apply --history',
  )
}

/** Null for one that was written for another version of Waymark. */
async function compiled(bucket: DefinitionBucket, version: string): Promise<Definitions | null> {
  const found = await bucket.version(version)
  try {
    return found && compileDefinitions(found.files)
  } catch {
    return null
  }
}

function lines(changes: readonly DefinitionChange[]): string[] {
  const told = changes
    .slice(0, LIMITS.changeLinesMax)
    .map(({ kind, name, change }) => `${kind} ${name} ${change}`)
  const more = changes.length - told.length
  return more > 0 ? [...told, `and ${more} more`] : told
}
