import { createHash, timingSafeEqual } from 'node:crypto'
import { WaymarkError } from '../base/errors.js'
import type { Config } from '../cluster/config.js'
import { type HttpAnswer, type HttpRequest, type HttpRoute, json } from '../ingest/http.js'

/**
 * Who may call the admin API. With a token everybody who has it; without one only this machine: the server
 * listens on loopback, and a request must name a loopback host, so that a page in a browser cannot reach it
 * by a name that it has rebound to 127.0.0.1. No page may change anything: browsers say whence a call comes.
 * @throws WaymarkError CONFIG_INVALID for a host that others reach, without a token
 */
export function guard(admin: Config['admin']): (route: HttpRoute) => HttpRoute {
  const { host, token } = admin
  if (token === undefined && !isLoopback(host))
    throw new WaymarkError(
      'CONFIG_INVALID',
      `admin.host ${host} can be reached by others and admin.token is not set`,
      'set admin.token, or listen on 127.0.0.1',
    )
  const refuse = token === undefined ? refuseStranger : refuseOtherToken(token)
  return (route) => ({ ...route, answer: (request) => refuse(request) ?? route.answer(request) })
}

/** True for names and addresses that only this machine reaches. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function refuseOtherToken(token: string): (request: HttpRequest) => HttpAnswer | undefined {
  const expected = digest(token)
  return ({ headers }) => {
    const given = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1]
    // Digests are of one length, so the comparison takes as long for every guess.
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return undefined
    const message = 'the admin token is missing or wrong — send Authorization: Bearer <token>'
    return json(401, { success: false, code: 'TOKEN_REJECTED', message }, { 'www-authenticate': 'Bearer' })
  }
}

function refuseStranger({ method, headers }: HttpRequest): HttpAnswer | undefined {
  const name = (headers.host ?? '').replace(/:\d+$/, '')
  const ofPage = method !== 'GET' && headers.origin !== undefined
  if (isLoopback(name) && !ofPage) return undefined
  const message = ofPage
    ? 'without admin.token no page in a browser may change anything — set admin.token'
    : 'without admin.token this API answers calls to a loopback address only — set admin.token'
  return json(403, { success: false, code: 'TOKEN_REJECTED', message })
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
