import { Liquid } from 'liquidjs'
import { LIMITS } from '../base/limits.js'

/** Where the instant of the delivery stands among the globals: no template can name it. */
export const DELIVERY_AT = 'waymark at'
const DATE_FILTERS = ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string']

/**
 * Liquid without files, chance, clock or the machine's zone: `now` is the instant of the delivery, and
 * an instant without a zone is UTC.
 */
export function pureLiquid(): Liquid {
  const liquid = new Liquid({
    templates: {},
    strictFilters: true,
    timezoneOffset: 0,
    locale: 'en-US',
    parseLimit: LIMITS.contentTemplateLengthMax,
    renderLimit: LIMITS.contentRenderMsMax,
    memoryLimit: LIMITS.contentMemoryMax,
  })
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]
  delete liquid.filters.sample
  for (const name of DATE_FILTERS) {
    const filter = liquid.filters[name]
    if (typeof filter !== 'function') throw new Error(`liquidjs has no filter ${name}`)
    liquid.registerFilter(name, function (value: unknown, ...rest: unknown[]) {
      const globals = this.context.globals as Record<string, unknown>
      return filter.call(this, instant(value, globals[DELIVERY_AT]), ...rest)
    })
  }
  return liquid
}

function instant(value: unknown, at: unknown): unknown {
  if (value === 'now' || value === 'today') return at
  const zoneless = typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value)
  return zoneless ? `${value.replace(' ', 'T')}Z` : value
}
