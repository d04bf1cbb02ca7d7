import { expect, it } from 'vitest'
import { ERROR_CODES, errorLine, WaymarkError } from './errors.js'

it('the catalogue only ever grows: operators alert on its codes', () => {
  expect(Object.keys(ERROR_CODES)).toEqual(
    expect.arrayContaining([
      ...[
        'CONFIG_INVALID',
        'DEFINITION_INVALID',
        'TEST_FAILED',
        'PLUGIN_INVALID',
        'BROKER_MISSING',
        'BROKER_UNREACHABLE',
      ],
      ...['BROKER_UNSUITABLE', 'BROKER_FULL', 'RECORD_MALFORMED', 'EVENT_INVALID', 'EVENT_TOO_LARGE'],
      ...['TOKEN_REJECTED', 'INGEST_FULL', 'KEY_REJECTED', 'LOG_TRIMMED', 'LANE_LOST', 'ADMIN_UNREACHABLE'],
      ...['REQUEST_INVALID', 'TOO_MANY', 'NOT_FOUND', 'USAGE'],
    ]),
  )
})

it('codes are words in capitals, each with a meaning of its own', () => {
  for (const code of Object.keys(ERROR_CODES)) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
  expect(new Set(Object.values(ERROR_CODES)).size).toBe(Object.keys(ERROR_CODES).length)
})

it('an error is one line: code, what, and what to do', () => {
  const cause = new Error('ENOENT')
  const error = new WaymarkError('NOT_FOUND', 'no profile u42', 'check the type', { cause })
  expect(errorLine(error)).toBe('NOT_FOUND no profile u42 — check the type')
  expect(error.cause).toBe(cause)
  expect(errorLine(new WaymarkError('USAGE', 'no such command'))).toBe('USAGE no such command')
})

it('what is no error of ours is said as it is', () => {
  expect([errorLine(new TypeError('x is not a function')), errorLine('plain'), errorLine(undefined)]).toEqual(
    ['x is not a function', 'plain', 'undefined'],
  )
})
