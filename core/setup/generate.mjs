/**
 * Writes what is generated: the reader and writer of the wire (proto/waymark.gen.*, by protobufjs) and the
 * lint rules of the floors. With `--check` it writes nothing and exits 1 when a committed file differs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { floorsConfig } from './floors.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const PBJS_FLAGS = [
  ...['--target', 'static-module', '--wrap', 'esm', '--dependency', 'protobufjs/minimal.js', '--dts'],
  ...['--force-number', '--no-verify', '--no-convert', '--no-delimited', '--no-typeurl'],
]

const NOTICE = '// Generated from waymark.proto by `npm run generate`: do not edit.\n'

/** Every generated file with the text it should have, by path from the root. */
function generated() {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-proto-'))
  try {
    const out = join(folder, 'waymark.gen.js')
    const pbjs = fileURLToPath(import.meta.resolve('protobufjs-cli/bin/pbjs'))
    execFileSync(process.execPath, [pbjs, ...PBJS_FLAGS, '--out', out, 'proto/waymark.proto'], { cwd: ROOT })
    const code = readFileSync(out, 'utf8').replace(/^\/\*eslint-.*\*\/\n/, '')
    // Every whole number fits a double (--force-number): the types need no Long.
    const types = readFileSync(join(folder, 'waymark.gen.d.ts'), 'utf8').replace(/^import Long = .*\n/m, '')
    return new Map([
      ['proto/waymark.gen.js', NOTICE + code],
      ['proto/waymark.gen.d.ts', NOTICE + types],
      ['core/setup/floors.gen.json', floorsConfig()],
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function committed(path) {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return ''
  }
}

const differing = [...generated()].filter(([path, text]) => committed(path) !== text)
if (process.argv.includes('--check')) {
  for (const [path] of differing)
    console.error(`${path} is not what its source generates: run npm run generate`)
  process.exitCode = differing.length === 0 ? 0 : 1
} else {
  for (const [path, text] of differing) writeFileSync(join(ROOT, path), text)
  console.log(
    differing.length === 0 ? 'nothing changed' : differing.map(([path]) => `wrote ${path}`).join('\n'),
  )
}
