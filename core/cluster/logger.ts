import { Writable } from 'node:stream'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { Log } from '../base/log.js'
import type { Config } from './config.js'
import { oneLine } from './one-line.js'

export interface LoggerOptions {
  readonly level: Config['log']['level']
  /** Where lines go; standard output unless told. */
  readonly to?: NodeJS.WritableStream
  /** True: short lines for people. False: one JSON object a line. */
  readonly readable: boolean
}

/** The log of a process. Nothing that a customer sent belongs in it. */
export function createLogger({ level, to = process.stdout, readable }: LoggerOptions): Log {
  const destination = readable ? readableLines(to) : (to as DestinationStream)
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return wrap(pino({ ...options, formatters: { level: (label) => ({ level: label }) } }, destination))
}

/** A part of a part is named by its way: `delivery/email`. */
function wrap(root: Logger, path = ''): Log {
  const logger = path === '' ? root : root.child({ component: path })
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    child: (component) => wrap(root, path === '' ? component : `${path}/${component}`),
  }
}

/** Turns lines of JSON into `10:00:00 warn  ingest  message  key=value`. */
function readableLines(to: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      to.write(`${readableLine(String(chunk))}\n`)
      done()
    },
  })
}

function readableLine(line: string): string {
  const { level, time, msg, component, ...fields } = JSON.parse(line) as Record<string, unknown>
  const words = [String(time).slice(11, 19), String(level).padEnd(5)]
  if (component !== undefined) words.push(String(component).padEnd(9))
  words.push(oneLine(String(msg)))
  for (const [key, value] of Object.entries(fields))
    words.push(`${key}=${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`)
  return words.join(' ')
}
