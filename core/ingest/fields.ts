import type { Value } from '../event/event.js'

/** A JSON object as it was parsed. */
export type Fields = { [key: string]: Value }

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a value is, for a message: `an array`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'missing'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
