/**
 * Writes what is generated: the reader and writer of the wire (proto/waymark.gen.*, by protobufjs), the lint
 * rules of the floors, and the schemas for editors (config/schema, by the code that is built for it). With
 * `--check` it writes nothing and exits 1 when a committed file differs; the schemas are compared by a test.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'
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

async function schemas() {
  build(ROOT)
  const built = pathToFileURL(join(ROOT, 'dist/core/cli/generated-schemas.js'))
  const { generatedSchemas } = await import(built.href)
  return [...generatedSchemas()].map(([name, text]) => [`config/schema/${name}`, text])
}

const differs = ([path, text]) => committed(path) !== text
if (process.argv.includes('--check')) {
  const differing = [...generated()].filter(differs)
  for (const [path] of differing)
    console.error(`${path} is not what its source generates: run npm run generate`)
  process.exitCode = differing.length === 0 ? 0 : 1
} else {
  const lines = write([...generated()])
  // What is built may need what was written.
  lines.push(...write(await schemas()))
  console.log(lines.length === 0 ? 'nothing changed' : lines.join('\n'))
}

function write(files) {
  const differing = files.filter(differs)
  for (const [path, text] of differing) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
  }
  return differing.map(([path]) => `wrote ${path}`)
}
