import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Log } from '../base/log.js'

const run = promisify(execFile)

const SOURCES = '/etc/apt'

/** One entry of the machine's package sources. */
export interface PackageSource {
  readonly uris: string
  readonly suites: readonly string[]
  readonly components: readonly string[]
  /** Key ring that signs it, '' for the machine's trusted keys. */
  readonly signedBy: string
}

/**
 * A package of Debian, unpacked without installing and without root: lists, cache and sources are private
 * to a scratch folder, the mirror and its key are those that the machine uses for its own suite.
 */
export class DebianPackage {
  readonly newestSuite = 'unstable'
  /** The suite that the machine runs, `bookworm`. */
  readonly ownSuite: string
  readonly #name: string
  readonly #source: PackageSource
  readonly #environment: NodeJS.ProcessEnv

  constructor(name: string, ownSuite: string, source: PackageSource, environment: NodeJS.ProcessEnv) {
    this.#name = name
    this.ownSuite = ownSuite
    this.#source = source
    this.#environment = environment
  }

  /** Null on a machine that is not Debian, lacks its tools, or names no mirror of its own suite. */
  static async find(name: string, environment: NodeJS.ProcessEnv): Promise<DebianPackage | null> {
    if (!['apt-get', 'dpkg-deb'].every((tool) => onPath(tool, environment))) return null
    const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
    const suite = /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(release)?.[1]
    if (!/^ID="?debian"?$/m.test(release) || suite === undefined) return null
    const sources = await machineSources()
    const source = sources.find((one) => one.suites.includes(suite) && one.components.includes('main'))
    return source === undefined ? null : new DebianPackage(name, suite, source, environment)
  }

  /**
   * Downloads the package as `suite` has it and unpacks it into a folder below `parent`, which is removed
   * when `use` has ended.
   * @throws Error with apt's own words when there is no such package or no network
   */
  async unpack<T>(suite: string, parent: string, log: Log, use: (folder: string) => Promise<T>): Promise<T> {
    const scratch = await mkdtemp(join(parent, '.fetch-'))
    try {
      await this.#prepare(scratch, suite)
      const settings = { cwd: scratch, timeout: 300_000, env: this.#environment }
      const apt = (...words: string[]) =>
        run('apt-get', ['-qq', '-c', join(scratch, 'apt.conf'), ...words], settings)
      log.info(`reading the package list of Debian ${suite}`)
      await apt('update')
      log.info(`downloading ${this.#name} from Debian ${suite}`)
      await apt('download', this.#name)
      const archive = (await readdir(scratch)).find((name) => name.endsWith('.deb'))
      if (archive === undefined) throw new Error('E: apt-get downloaded nothing')
      const folder = join(scratch, 'unpacked')
      await run('dpkg-deb', ['-x', join(scratch, archive), folder], settings)
      return await use(folder)
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  }

  async #prepare(scratch: string, suite: string): Promise<void> {
    await mkdir(join(scratch, 'state', 'lists', 'partial'), { recursive: true })
    await mkdir(join(scratch, 'cache', 'archives', 'partial'), { recursive: true })
    await writeFile(join(scratch, 'status'), '')
    const signed = this.#source.signedBy === '' ? [] : [`Signed-By: ${this.#source.signedBy}`]
    const entry = [
      'Types: deb',
      `URIs: ${this.#source.uris}`,
      `Suites: ${suite}`,
      'Components: main',
      ...signed,
    ]
    await writeFile(join(scratch, 'private.sources'), `${entry.join('\n')}\n`)
    await writeFile(join(scratch, 'apt.conf'), aptConfiguration(scratch))
  }
}

/** Read after the machine's own configuration, so that its proxies stay and its hooks do not run. */
function aptConfiguration(scratch: string): string {
  return `#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::Etc::SourceList "${scratch}/private.sources";
Dir::Etc::SourceParts "/dev/null";
Dir::State "${scratch}/state";
Dir::State::Status "${scratch}/status";
Dir::Cache "${scratch}/cache";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "2";
`
}

async function machineSources(): Promise<PackageSource[]> {
  const parts = await readdir(join(SOURCES, 'sources.list.d')).catch(() => [])
  const files = ['sources.list', ...parts.map((name) => join('sources.list.d', name))]
  const texts = await Promise.all(files.map((file) => readFile(join(SOURCES, file), 'utf8').catch(() => '')))
  return files.flatMap((file, i) => {
    const text = texts[i] ?? ''
    if (file.endsWith('.sources')) return parseStanzas(text)
    return file.endsWith('.list') ? parseLines(text) : []
  })
}

/** The old form: `deb [signed-by=…] http://mirror/debian bookworm main`. */
export function parseLines(text: string): PackageSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line.trim())
    if (match === null) return []
    const [, options = '', uris = '', suite = '', components = ''] = match
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1] ?? ''
    return [{ uris, suites: [suite], components: words(components), signedBy }]
  })
}

/** The new form (deb822): stanzas of `Key: value`. */
export function parseStanzas(text: string): PackageSource[] {
  const plain = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
  return plain.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(stanza)?.[1]?.trim() ?? ''
    if (!words(field('Types')).includes('deb') || field('Enabled') === 'no') return []
    return [
      {
        uris: field('URIs'),
        suites: words(field('Suites')),
        components: words(field('Components')),
        signedBy: field('Signed-By'),
      },
    ]
  })
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function onPath(tool: string, environment: NodeJS.ProcessEnv): boolean {
  return (environment.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)))
}
