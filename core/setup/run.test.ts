import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const RUN = fileURLToPath(new URL('./run.mjs', import.meta.url))
const OLD_NODE = "Object.defineProperty(process, 'versions', { value: { node: '18.20.1' } })"
/** Stands for npm and for tsc: says that it was called, and with what. */
const RECORDER = `require('node:fs').appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n')`

describe('the npm scripts', () => {
  it('say in one line that Node is too old', () => {
    const preload = `data:text/javascript,${encodeURIComponent(OLD_NODE)}`
    const { status, stderr } = node(['--import', preload, RUN, 'test'])
    expect(stderr).toBe('setup: Node 20.19 or newer is needed, this is 18.20.1: see nodejs.org\n')
    expect(status).toBe(1)
  })

  it('name the commands when there is no such one', () => {
    const { status, stderr } = node([RUN, 'bild'])
    expect(stderr).toMatch(/^setup: name one of: .*build/)
    expect(status).toBe(2)
  })
})

describe('set-up', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'waymark-setup-'))
    for (const folder of ['core', 'plugins', 'bench', 'proto', 'dist']) mkdirSync(join(root, folder))
    for (const file of ['package.json', 'tsconfig.json', 'vitest.config.ts', 'core/a.ts']) write(file, '')
    write('npm.cjs', RECORDER)
    write('node_modules/typescript/bin/tsc', RECORDER)
    write(
      'package-lock.json',
      lock({ zod: { version: '4.0.0' }, fsevents: { version: '1.0.0', optional: true } }),
    )
  })
  afterEach(() => rmSync(root, { recursive: true }))

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  function run(file: string, step: string) {
    rmSync(join(root, 'calls'), { force: true })
    const url = new URL(file, import.meta.url).href
    return node(['--input-type=module', '--eval', `import { ${step} } from '${url}'; ${step}('.')`], root)
  }

  function calls(): string[] {
    return existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []
  }

  /** What the recorders were called with, when `step` of a set-up file had run. */
  function callsOf(file: string, step: string): string[] {
    const { status, stderr } = run(file, step)
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    return calls()
  }

  const install = () => callsOf('./dependencies.mjs', 'installDependencies')
  const build = () => callsOf('./build.mjs', 'build')

  it('installs what package-lock.json says when nothing is installed, without scripts', () => {
    expect(install()).toEqual([expect.stringMatching(/^ci --ignore-scripts /)])
  })

  it('installs again when a package is of another version', () => {
    write('node_modules/.package-lock.json', lock({ zod: { version: '3.9.9' } }))
    expect(install()).toHaveLength(1)
  })

  it('installs nothing when all is there but what is for other platforms', () => {
    write('node_modules/.package-lock.json', lock({ zod: { version: '4.0.0' } }))
    expect(install()).toEqual([])
  })

  it('never installs through a link: what it leads to would be emptied', () => {
    renameSync(join(root, 'node_modules'), join(root, 'elsewhere'))
    symlinkSync(join(root, 'elsewhere'), join(root, 'node_modules'))
    const { status, stderr } = run('./dependencies.mjs', 'installDependencies')
    expect(status).not.toBe(0)
    expect(stderr).toMatch(/^setup: node_modules is a link.*\nsetup: .*rm node_modules/)
    expect(calls()).toEqual([])
    write('elsewhere/.package-lock.json', lock({ zod: { version: '4.0.0' } }))
    expect(install()).toEqual([])
  })

  it('builds once', () => {
    expect(build()).toHaveLength(1)
    expect(build()).toEqual([])
  })

  it('builds again when a source has changed', () => {
    build()
    utimesSync(join(root, 'core/a.ts'), 1, 1)
    expect(build()).toHaveLength(1)
  })

  it('leaves no output of a source that is gone', () => {
    write('core/b.ts', '')
    build()
    write('dist/core/b.js', '')
    rmSync(join(root, 'core/b.ts'))
    build()
    expect(existsSync(join(root, 'dist/core/b.js'))).toBe(false)
  })
})

function lock(packages: Record<string, object>): string {
  const entries = Object.entries(packages).map(([name, entry]) => [`node_modules/${name}`, entry])
  return JSON.stringify({ packages: { '': {}, ...Object.fromEntries(entries) } })
}

function node(words: readonly string[], cwd?: string) {
  const env = { ...process.env, npm_execpath: cwd === undefined ? '' : join(cwd, 'npm.cjs') }
  return spawnSync(process.execPath, [...words], {
    encoding: 'utf8',
    env,
    ...(cwd === undefined ? {} : { cwd }),
  })
}
