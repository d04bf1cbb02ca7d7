import { readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { WaymarkError } from '../base/errors.js'
import type { DefinitionFile } from '../lane/protocol.js'
import { NotUtf8, readText } from './text-file.js'

/**
 * All `.yaml` and `.yml` files below a folder, in an order that does not depend on the machine; what is
 * hidden, and `node_modules`, is passed over. Paths are as a person would type them: they stand in errors.
 * @throws WaymarkError CONFIG_INVALID when the folder cannot be read; with all files that cannot
 */
export function loadDefinitions(folder: string): DefinitionFile[] {
  const faults: NotUtf8[] = []
  const files = names(folder).flatMap((name) => {
    try {
      return [{ path: join(shown(folder), name), text: readText(join(folder, name)) }]
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw unreadable(error)
      faults.push(error)
      return []
    }
  })
  if (faults.length === 0) return files
  const todo = faults[0]?.todo ?? ''
  throw new WaymarkError('CONFIG_INVALID', faults.map(({ message }) => message).join('\n'), todo)
}

/**
 * The same for a command: where there are none the wrong folder is named.
 * @throws WaymarkError CONFIG_INVALID
 */
export function loadSomeDefinitions(folder: string): DefinitionFile[] {
  const files = loadDefinitions(folder)
  if (files.length > 0) return files
  const what = `there is no .yaml file in ${shown(folder)} or below`
  throw new WaymarkError('CONFIG_INVALID', what, 'name the folder of your definitions')
}

function names(folder: string): string[] {
  try {
    if (statSync(folder).isFile()) throw single(folder)
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // Where Kubernetes puts files of a ConfigMap they lie in hidden folders once more.
    return found
      .filter((name) => /\.ya?ml$/.test(name) && !/(^|[\\/])(\.|node_modules[\\/])/.test(name))
      .sort()
  } catch (error) {
    throw error instanceof WaymarkError ? error : unreadable(error)
  }
}

/** Definitions name each other, and what a folder does not have ends: one file cannot stand for all. */
function single(path: string): WaymarkError {
  const what = `${shown(path)} is a file: definitions name each other, so they go by the folder, all together`
  return new WaymarkError('CONFIG_INVALID', what, `name its folder: ${shown(dirname(path))}`)
}

function unreadable(cause: unknown): WaymarkError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const todo = 'name the folder of your definitions (in a configuration: `definitions`)'
  return new WaymarkError('CONFIG_INVALID', `definitions cannot be read: ${reason}`, todo, { cause })
}

function shown(path: string): string {
  return relative(process.cwd(), path) || '.'
}
