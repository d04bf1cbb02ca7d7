import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ERROR_CODES } from './base/errors.js'
import { LIMITS } from './base/limits.js'
import { configSchema } from './cluster/config.js'
import { COUNTERS, GAUGES, HISTOGRAMS } from './metrics/table.js'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const PLUGIN_PAGES = readdirSync(join(ROOT, 'plugins')).map((name) => `plugins/${name}/README.md`)
const PAGES = ['README.md', 'CONTRIBUTING.md', 'core/README.md', ...PLUGIN_PAGES]
/** Of `waymark`, as its program declares them. */
const COMMANDS = new Set(
  readdirSync(join(ROOT, 'core/cli'))
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...read(`core/cli/${name}`).matchAll(/\.command\('([a-z]+)'/g)])
    .map(([, name = '']) => name),
)
const DIST_MAIN = join(ROOT, 'dist/core/main.js')

/**
 * A fenced block. Its first word is the language, what follows says what it is to this test. Nothing: a
 * command, run to its end, or what is said then. `stays`: a command that goes on. `checked`: one that is not
 * run, only what it names must exist. `from FILE`: what that source prints, by the words at its margin.
 * A path: a file that the reader saves.
 */
interface Block {
  readonly language: string
  readonly role: string
  readonly text: string
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function blocks(page: string): Block[] {
  const found = page.matchAll(/^( *)```(\w*) *(.*)\n([\s\S]*?)^\1```$/gm)
  return [...found].map(([, indent = '', language = '', role = '', text = '']) => ({
    language,
    role,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }))
}

/** The text between `<!-- name -->` and `<!-- /name -->`. */
function marked(page: string, name: string): string {
  const [, text] = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(page) ?? []
  return text?.trim() ?? ''
}

describe.each(PAGES)('%s', (path) => {
  const page = read(path)
  const prose = page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')

  it('links only to what exists', () => {
    const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
    const missing = targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(path, target))
    expect(missing).toEqual([])
  })

  it('names only files that exist', () => {
    const named = [...prose.matchAll(/`((?:core|plugins|config|bench|proto)\/[\w./-]+)`/g)]
    const made = blocks(page).map(({ role }) => role)
    const missing = named.map(([, name = '']) => name).filter((name) => !made.includes(name))
    expect(missing.filter((name) => !existsSync(join(ROOT, name)))).toEqual([])
  })

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const ran = [...page.matchAll(/npm (?:run ([a-z]+)|(start|test)\b)/g)].map(([, name, own]) => name ?? own)
    expect(ran.filter((name = '') => !(name in scripts))).toEqual([])
    const called = [...page.matchAll(/npx waymark ([a-z]+)/g)].map(([, name = '']) => name)
    expect(called.filter((name) => !COMMANDS.has(name))).toEqual([])
  })

  it('names in its commands only what exists', () => {
    const commands = blocks(page).filter(({ language, role }) => language === 'sh' && role === 'checked')
    const words = commands.flatMap(({ text }) => text.split(/\s+/))
    const paths = words.filter((word) => /^(?:core|plugins|config|bench)\//.test(word))
    expect(paths.filter((word) => !existsSync(join(ROOT, word)))).toEqual([])
    if (words.includes('docker')) expect(existsSync(join(ROOT, 'docker-compose.yml'))).toBe(true)
  })
})

/** Whether the target of a link is there: a file, and in it the heading that the link names. */
function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : join(dirname(from), file)
  if (!existsSync(join(ROOT, path))) return false
  const headings = anchor === undefined ? [] : [...read(path).matchAll(/^#+ (.+)$/gm)]
  const slugs = headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(/\s/g, '-'),
  )
  return anchor === undefined || slugs.includes(anchor)
}

it('what README.md shows of the demo is in the words of the demo', () => {
  for (const { role, text } of blocks(read('README.md')).filter((block) => block.role.startsWith('from '))) {
    const source = read(role.slice('from '.length))
    const margin = [...text.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, word = '']) => word)
    expect(margin.length).toBeGreaterThan(5)
    expect(margin.filter((word) => !source.includes(`'${word}'`))).toEqual([])
  }
})

it('the figures of README.md are those of the code', () => {
  const page = read('README.md').replaceAll(/\s+/g, ' ')
  const { nats } = configSchema.parse({})
  expect(page).toContain(`for ${LIMITS.seenMsMax / 3_600_000} hours`)
  expect(page).toContain(`newest ${LIMITS.seenEventsMax} events`)
  expect(page).toContain(
    `\`nats.logAgeDays\`, ${nats.logAgeDays}; \`nats.logBytesMax\`, ${nats.logBytesMax / 1e9} GB`,
  )
})

describe('core/README.md', () => {
  const page = read('core/README.md')
  const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

  it('has the table of metrics as it is in the code', () => {
    const kinds = { counter: COUNTERS, histogram: HISTOGRAMS, gauge: GAUGES }
    const rows = Object.entries(kinds).flatMap(([kind, metrics]) =>
      Object.entries(metrics).map(([name, { labels, help }]) => {
        const names = labels.map((label: string) => `\`${label}\``).join(', ')
        return [`\`waymark_${name}\``, kind, names, help]
      }),
    )
    expect(marked(page, 'metrics')).toBe(table(['metric', 'kind', 'labels', 'meaning'], rows))
  })

  it('has the table of error codes as it is in the code', () => {
    const rows = Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning])
    expect(marked(page, 'errors')).toBe(table(['code', 'meaning'], rows))
  })

  it('names every folder of core among the floors', () => {
    const floors = page.slice(page.indexOf('## Floors'), page.indexOf('## ', page.indexOf('## Floors') + 3))
    const folders = readdirSync(join(ROOT, 'core'), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    )
    expect(folders.map(({ name }) => name).filter((name) => !floors.includes(`\`${name}\``))).toEqual([])
  })
})

const hasCurl = spawnSync('curl', ['--version']).status === 0

/** Ports of the document, and those that take their places here; 0: any free one. */
const ports = new Map([
  ['8080', '0'],
  ['9464', '0'],
  ['8787', '0'],
])

function withPorts(text: string): string {
  return text.replaceAll(/\b(?:8080|9464|8787)\b/g, (port) => ports.get(port) ?? port)
}

describe.runIf(existsSync(DIST_MAIN) && hasCurl)('README.md, followed by the letter', () => {
  /** A clone as far as a reader sees it: files that commands write are its own. */
  let clone: string
  const staying = new Map<string, ChildProcess>()
  let said = ''

  beforeAll(async () => {
    clone = mkdtempSync(join(tmpdir(), 'waymark-readme-'))
    for (const name of ['core', 'dist', 'node_modules', 'plugins', 'proto'])
      symlinkSync(join(ROOT, name), join(clone, name))
    for (const name of ['package.json', 'config'])
      cpSync(join(ROOT, name), join(clone, name), { recursive: true })
    ports.set('8787', String(await freePort()))
    writeFileSync(join(clone, 'config/waymark.yaml'), withPorts(read('config/waymark.yaml')))
  })

  afterAll(async () => {
    await Promise.all([...staying.values()].map(interrupt))
    rmSync(clone, { recursive: true, force: true })
  })

  const steps = blocks(read('README.md')).filter(
    ({ language, role }) => language !== '' && role !== 'checked' && !role.startsWith('from '),
  )

  it.each(steps.map((block, i) => [`${i + 1} ${title(block)}`, block] as const))(
    '%s',
    async (_, block) => {
      if (['text', 'json'].includes(block.language)) await expectSaid(block.text)
      else if (block.language !== 'sh') save(block)
      else if (block.role === 'stays') await stay(block.text)
      else await runToEnd(block.text)
    },
    90_000,
  )

  function shell(command: string): ChildProcess {
    // Started by npm, this test has npm's variables: a reader has not.
    const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
    const admin = `http://127.0.0.1:${ports.get('9464')}`
    const env = { ...Object.fromEntries(own), WAYMARK_ADMIN: admin, npm_config_cache: join(clone, '.npm') }
    const child = spawn('sh', ['-c', withPorts(command)], { cwd: clone, env, detached: true })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    return child
  }

  async function runToEnd(text: string): Promise<void> {
    said = ''
    // One after the other, as lines are typed; every one of them must end well.
    const code = await new Promise((resolve) => shell(`set -e\n${text}`).once('close', resolve))
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' })
  }

  /** One Waymark at a time: the one before it is ended by Ctrl-C. */
  async function stay(text: string): Promise<void> {
    const program = text.split(' ')[0] ?? ''
    const before = staying.get(program)
    if (before !== undefined) await interrupt(before)
    said = ''
    const child = shell(text)
    staying.set(program, child)
    const isUp = () => (program === 'npm' ? findPorts() : listens(Number(ports.get('8787'))))
    await expect.poll(async () => child.exitCode !== null || (await isUp()), { timeout: 60_000 }).toBe(true)
    expect({ code: child.exitCode, said: child.exitCode === null ? '' : said }).toEqual({
      code: null,
      said: '',
    })
  }

  /** Where Waymark says that it listens: a reader has the usual ports, a test any that are free. */
  function findPorts(): boolean {
    const [, ingest] =
      /"ingest":"http:..127\.0\.0\.1:(\d+)|curl .*:(\d+)\/v1\/track/.exec(said)?.filter(Boolean) ?? []
    const [, admin] = /"admin":"http:..127\.0\.0\.1:(\d+)|:(\d+)\/metrics/.exec(said)?.filter(Boolean) ?? []
    if (ingest === undefined || admin === undefined) return false
    ports.set('8080', ingest).set('9464', admin)
    return true
  }

  function save({ role, text }: Block): void {
    const path = join(clone, role)
    mkdirSync(dirname(path), { recursive: true })
    if (role !== 'config/waymark.yaml') return writeFileSync(path, text)
    // A part of the configuration: it goes where the text says, under `channels`.
    const whole = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      whole.replace(/^channels:\n/m, (line) => line + withPorts(text)),
    )
  }

  /** Each line is somewhere in what was said; `…` stands for anything. */
  async function expectSaid(text: string): Promise<void> {
    for (const line of text.trimEnd().split('\n')) {
      const parts = line.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      await expect.poll(() => said, { timeout: 15_000 }).toMatch(new RegExp(parts.join('.*')))
    }
  }
})

function title({ language, role, text }: Block): string {
  const first = text.split('\n')[0] ?? ''
  return language === 'sh'
    ? `runs: ${first.slice(0, 60)}`
    : role === ''
      ? 'shows what it says'
      : `saves ${role}`
}

async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  // Ctrl-C reaches everything that the shell runs.
  process.kill(-child.pid, 'SIGINT')
  await ended
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
