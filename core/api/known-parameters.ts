import { didYouMean } from '../base/did-you-mean.js'
import { WaymarkError } from '../base/errors.js'
import type { HttpRoute } from '../ingest/http.js'
import { queryNames } from './openapi.js'

/**
 * The route, which refuses parameters that it does not have, and those that are given twice: what is passed
 * over in silence is taken for done. The names are those of the OpenAPI document.
 * Throws at its calls WaymarkError REQUEST_INVALID.
 */
export function knownParameters(route: HttpRoute): HttpRoute {
  const known = queryNames(route.method, route.path)
  const answer: HttpRoute['answer'] = (request) => {
    for (const [name, value] of Object.entries(request.query)) {
      if (!known.includes(name)) throw unknown(name, known)
      if (typeof value !== 'string') throw new WaymarkError('REQUEST_INVALID', `${name} is given twice`)
    }
    return route.answer(request)
  }
  return { ...route, answer }
}

function unknown(name: string, known: readonly string[]): WaymarkError {
  const names = known.length === 0 ? 'this path has none' : `there are ${known.join(', ')}`
  return new WaymarkError(
    'REQUEST_INVALID',
    `there is no parameter ${name}${didYouMean(name, known)}: ${names}`,
  )
}
