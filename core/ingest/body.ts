import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import { describe, type Fields, isFields } from './fields.js'

/**
 * The JSON object in a request's body: inflated if need be, whatever its headers claim.
 * Inflating stops at `requestBytesMax`.
 * @throws WaymarkError EVENT_TOO_LARGE, EVENT_INVALID with place and reason
 */
export async function readBody(body: Buffer, contentEncoding: string | undefined): Promise<Fields> {
  const bytes = await inflated(body, contentEncoding?.trim().toLowerCase() ?? '')
  if (bytes.length > LIMITS.requestBytesMax) throw tooLarge()
  if (bytes.length === 0) throw new WaymarkError('EVENT_INVALID', 'the body is empty', 'send one JSON object')
  if (!isUtf8(bytes)) throw new WaymarkError('EVENT_INVALID', 'the body is not UTF-8', 'send JSON in UTF-8')
  const parsed = parse(bytes.toString('utf8', startsWithMark(bytes) ? 3 : 0))
  if (isFields(parsed)) return parsed
  throw new WaymarkError('EVENT_INVALID', `the body is ${describe(parsed)}, not an object`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new WaymarkError('EVENT_INVALID', `the body is not JSON: ${reason}`, 'send one JSON object', {
      cause,
    })
  }
}

const decoders = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  'raw deflate': promisify(inflateRaw),
  br: promisify(brotliDecompress),
} as const
type Encoding = keyof typeof decoders

async function inflated(body: Buffer, stated: string): Promise<Buffer> {
  const encoding = sniff(body) ?? stateless(stated)
  if (encoding === undefined) return body
  try {
    return (await decoders[encoding](body, { maxOutputLength: LIMITS.requestBytesMax })) as Buffer
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    // Some proxies inflate a body and leave its header.
    if (looksLikeJson(body)) return body
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new WaymarkError('EVENT_INVALID', `the body is not ${encoding}: ${reason}`, 'send it whole', {
      cause,
    })
  }
}

/** Encodings that show themselves: some SDKs compress and do not say so. None looks like JSON. */
function sniff(body: Buffer): Encoding | undefined {
  const [first, second] = body
  if (first === 0x1f && second === 0x8b) return 'gzip'
  if (first === 0x78 && second !== undefined && (first * 256 + second) % 31 === 0) return 'deflate'
  return undefined
}

/** Encodings that only the header tells. */
function stateless(stated: string): Encoding | undefined {
  if (stated === 'br') return 'br'
  return stated === 'deflate' ? 'raw deflate' : undefined
}

function looksLikeJson(body: Buffer): boolean {
  return body.subarray(0, 64).toString('latin1').trimStart().startsWith('{')
}

/** A byte order mark, as some editors and .NET write it. */
function startsWithMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

function tooLarge(): WaymarkError {
  return new WaymarkError(
    'EVENT_TOO_LARGE',
    `the body has more than ${LIMITS.requestBytesMax} bytes`,
    'send smaller batches',
  )
}
