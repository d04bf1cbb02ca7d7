import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Address of a built module, below `core`. */
export const built = (path: string): string =>
  pathToFileURL(join(import.meta.dirname, '../../dist/core', path)).href

/**
 * Writes the production program of a lane, but its partitions do harm.
 * @param harm statements behind each step; `record` is what was applied, `text` its bytes as text
 * @returns where it is
 */
export function harmfulLane(folder: string, harm: string): string {
  const program = join(folder, 'lane.mjs')
  const text = `import { Partition } from '${built('partition/partition.js')}'
import run from '${built('lane/worker.js')}'
const step = Partition.prototype.step
Partition.prototype.step = function (record) {
  const text = Buffer.from(record.bytes).toString('latin1')
  const outcome = step.call(this, record)
${harm}
  return outcome
}
export default run
`
  writeFileSync(program, text)
  return program
}
