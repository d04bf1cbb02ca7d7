import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLogger } from './logger.js'

function collect(): { lines: string[]; to: Writable } {
  const lines: string[] = []
  const to = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  return { lines, to }
}

describe('logger', () => {
  it('writes one JSON object a line, with level, component and fields', () => {
    const { lines, to } = collect()
    createLogger({ level: 'info', to, readable: false }).child('ingest').warn('slow', { ms: 12 })
    const { time, ...rest } = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    expect(rest).toEqual({ level: 'warn', component: 'ingest', ms: 12, msg: 'slow' })
    expect(String(time)).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  it('names a part of a part by its way', () => {
    const { lines, to } = collect()
    createLogger({ level: 'info', to, readable: false }).child('delivery').child('email').info('up')
    expect(lines[0]?.match(/"component"/g)).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ component: 'delivery/email' })
  })

  it('leaves out what is below its level', () => {
    const { lines, to } = collect()
    const log = createLogger({ level: 'error', to, readable: false })
    log.info('no')
    log.error('yes')
    expect(lines).toHaveLength(1)
  })

  it('writes short lines for people, one per message whatever stands in it', () => {
    const { lines, to } = collect()
    createLogger({ level: 'info', to, readable: true }).info('up\nand\u001b[31m running', { url: 'http://x' })
    expect(lines.join('')).toMatch(/^\d\d:\d\d:\d\d info {2}up and \[31m running url=http:\/\/x\n$/)
  })
})
