import { WaymarkError } from '../base/errors.js'

/** What a version of nats-server can do beyond 2.9, as far as Waymark uses it. */
export interface Capabilities {
  /** `jetstream { sync_interval }` in the server's configuration: how often streams reach the disk. */
  readonly syncInterval: boolean
  /** `metadata` on streams and consumers. */
  readonly metadata: boolean
  /** Several filter subjects on one consumer. */
  readonly multipleFilters: boolean
  /** `Nats-Expected-Last-Subject-Sequence` holds on a replicated stream: compare-and-set on a KV bucket. */
  readonly safeSubjectCas: boolean
  /** A bucket with a TTL whose keys are contended keeps its replicas equal. */
  readonly safeContendedTtl: boolean
  /** `Nats-TTL` on a message. Older servers drop it without a word. */
  readonly messageTtl: boolean
}

/** First version that has each capability (research/reliability.md part 2.4). */
const SINCE: Readonly<Record<keyof Capabilities, string>> = {
  syncInterval: '2.10.0',
  metadata: '2.10.0',
  multipleFilters: '2.10.0',
  safeSubjectCas: '2.9.21',
  safeContendedTtl: '2.10.20',
  messageTtl: '2.11.0',
}

const OLDEST = '2.9.0'
const PRODUCTION_SINCE = '2.10.0'
/** 2.10.19 accepts a compare-and-set that must fail (nats-server issue 5840). */
const REFUSED: readonly string[] = ['2.10.19']

/** The capability table for one version. */
export function capabilities(version: string): Capabilities {
  const has = (name: keyof Capabilities) => compareVersions(version, SINCE[name]) >= 0
  return {
    syncInterval: has('syncInterval'),
    metadata: has('metadata'),
    multipleFilters: has('multipleFilters'),
    safeSubjectCas: has('safeSubjectCas'),
    safeContendedTtl: has('safeContendedTtl'),
    messageTtl: has('messageTtl'),
  }
}

/**
 * Judges a server by its version.
 * @returns a warning for operators, or ''
 * @throws WaymarkError BROKER_UNSUITABLE when Waymark cannot rest on that version
 */
export function judgeVersion(version: string): string {
  if (compareVersions(version, OLDEST) < 0)
    throw new WaymarkError(
      'BROKER_UNSUITABLE',
      `nats-server ${version} is too old`,
      'use nats-server 2.12 or newer',
    )
  if (REFUSED.includes(version))
    throw new WaymarkError(
      'BROKER_UNSUITABLE',
      `nats-server ${version} accepts conditional writes that must fail`,
      'use 2.10.20 or newer',
    )
  if (compareVersions(version, PRODUCTION_SINCE) < 0)
    return `nats-server ${version} has known vulnerabilities and no sync_interval: development only`
  return ''
}

/** Negative, zero or positive, as `a` is older than, equal to or newer than `b`; `-beta.1` is left out. */
export function compareVersions(a: string, b: string): number {
  const left = numbers(a)
  const right = numbers(b)
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbers(version: string): number[] {
  return (version.match(/\d+/g) ?? []).slice(0, 3).map(Number)
}
