import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { WaymarkError } from '../base/errors.js'
import type { DefinitionFile } from '../lane/protocol.js'

/**
 * All `.yaml` and `.yml` files below a folder, in an order that does not depend on the machine. Paths are as
 * a person would type them here: they stand in error messages.
 * @throws WaymarkError CONFIG_INVALID when the folder or a file cannot be read
 */
export function loadDefinitions(folder: string): DefinitionFile[] {
  const shown = relative(process.cwd(), folder) || '.'
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
    return files.map((name) => ({ path: join(shown, name), text: readFileSync(join(folder, name), 'utf8') }))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const todo = 'name the folder of your definitions as `definitions` in the configuration'
    throw new WaymarkError('CONFIG_INVALID', `definitions cannot be read: ${reason}`, todo, { cause })
  }
}
