/** Compiles the sources into dist/ when they are others than at the last build that went well. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode, say, since } from './step.mjs'

const SOURCE_FOLDERS = ['core', 'plugins', 'bench', 'proto']
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts']

/** @throws StepFailed when the sources have type errors; tsc has named them */
export function build(root) {
  const stamp = join(root, 'dist', '.sources.json')
  const sources = sourcesOf(root)
  const built = readBuilt(stamp)
  if (JSON.stringify(built) === JSON.stringify(sources)) return
  // tsc leaves the output of a source that is gone.
  if (Object.keys(built).some((path) => !(path in sources))) rmSync(join(root, 'dist'), { recursive: true })
  const start = performance.now()
  say('building (tsc)')
  runNode(root, 'node_modules/typescript/bin/tsc', ['--project', 'tsconfig.json'])
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, JSON.stringify(sources))
  say(`built (${since(start)})`)
}

/** Size and time of change of every file that the build reads, by path. */
function sourcesOf(root) {
  const paths = SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  )
  const entries = [...paths, ...SETTINGS].sort().map((path) => {
    const { mtimeMs, size } = statSync(join(root, path))
    return [path, `${mtimeMs}:${size}`]
  })
  return Object.fromEntries(entries)
}

function readBuilt(stamp) {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'))
  } catch {
    return {}
  }
}
