import { createHash, timingSafeEqual } from 'node:crypto'
import type { Config } from '../cluster/config.js'

/** Which source a write key belongs to. Only hashes of the keys are kept, compared in constant time. */
export class WriteKeys {
  readonly #sources: readonly { readonly name: string; readonly hash: Buffer }[]

  constructor(sources: Config['ingest']['sources']) {
    this.#sources = sources.map(({ name, writeKey }) => ({ name, hash: sha256(writeKey) }))
  }

  /** Name of the source, null when no source has this key. All are compared, whichever fits. */
  source(key: string): string | null {
    const hash = sha256(key)
    let found: string | null = null
    for (const source of this.#sources) if (timingSafeEqual(source.hash, hash)) found = source.name
    return found
  }
}

/**
 * The key in an `Authorization` header: `Basic` with the key as user name (a missing colon is tolerated,
 * as by Segment), or `Bearer`; null when there is none.
 */
export function headerKey(authorization: string | undefined): string | null {
  const match = /^(basic|bearer) +(\S+) *$/i.exec(authorization ?? '')
  if (match === null) return null
  const [, scheme, token] = match as unknown as [string, string, string]
  if (scheme.toLowerCase() === 'bearer') return token
  const text = Buffer.from(token, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? text : text.slice(0, colon)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
