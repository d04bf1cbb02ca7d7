import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { WaymarkError } from '../base/errors.js'
import type { Log } from '../base/log.js'
import { DebianPackage } from './nats-debian.js'

const run = promisify(execFile)

/** A nats-server that runs on this machine. */
export interface NatsBinary {
  readonly path: string
  readonly version: string
}

/**
 * Finds a nats-server: the one that `WAYMARK_NATS_SERVER` names, else the one on the PATH, else a private
 * copy in the user's cache folder, fetched from the system's package manager the first time.
 * @throws WaymarkError BROKER_MISSING when there is none and none can be fetched
 */
export async function findNatsServer(environment: NodeJS.ProcessEnv, log: Log): Promise<NatsBinary> {
  return (await named(environment)) ?? (await onPath(environment)) ?? (await privateCopy(environment, log))
}

/**
 * The nats-server of the distribution itself (Debian 12: 2.9.10), fetched into the cache if it is not
 * there: the oldest server that everything must work on.
 * @returns null where there is no such package
 */
export async function distributionNatsServer(
  environment: NodeJS.ProcessEnv,
  log: Log,
): Promise<NatsBinary | null> {
  const cache = cacheFolder(environment)
  const kept = await recorded(cache, 'distribution')
  if (kept !== null) return kept
  const debian = await DebianPackage.find('nats-server', environment)
  if (debian === null) return null
  const fetched = await fetchSuite(debian, debian.ownSuite, cache, log)
  if (fetched !== null) await record(cache, 'distribution', fetched.version)
  return fetched
}

async function named(environment: NodeJS.ProcessEnv): Promise<NatsBinary | null> {
  const path = environment.WAYMARK_NATS_SERVER
  if (path === undefined || path === '') return null
  const version = await versionOf(path)
  if (version === null)
    throw new WaymarkError(
      'BROKER_MISSING',
      `WAYMARK_NATS_SERVER names ${path}, which is not a nats-server that runs here`,
      'name another one, or unset it',
    )
  return { path, version }
}

async function onPath(environment: NodeJS.ProcessEnv): Promise<NatsBinary | null> {
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'nats-server')
    if (folder === '' || !existsSync(path)) continue
    const version = await versionOf(path)
    if (version !== null) return { path, version }
  }
  return null
}

/** The newest that runs: Debian's unstable one if this system's C library takes it, else its own. */
async function privateCopy(environment: NodeJS.ProcessEnv, log: Log): Promise<NatsBinary> {
  const cache = cacheFolder(environment)
  const kept = await recorded(cache, 'newest')
  if (kept !== null) return kept
  const debian = await DebianPackage.find('nats-server', environment)
  if (debian === null) throw missing('no nats-server was found')
  log.info('no nats-server found; fetching a private copy from the package manager', { cache })
  for (const suite of new Set([debian.newestSuite, debian.ownSuite])) {
    const fetched = await fetchSuite(debian, suite, cache, log)
    if (fetched === null) continue
    await record(cache, 'newest', fetched.version)
    return fetched
  }
  throw missing('no nats-server was found, and the package manager gave none that runs')
}

function missing(what: string): WaymarkError {
  return new WaymarkError(
    'BROKER_MISSING',
    what,
    'install one (brew install nats-server, docker run nats -js with nats.servers set, nats.io/download) ' +
      'and put it on the PATH or name it in WAYMARK_NATS_SERVER',
  )
}

/** Unpacks one suite's package and tries it; null when that gave nothing that runs. */
async function fetchSuite(
  debian: DebianPackage,
  suite: string,
  cache: string,
  log: Log,
): Promise<NatsBinary | null> {
  await mkdir(cache, { recursive: true })
  try {
    return await debian.unpack(suite, cache, log, async (folder) => {
      const unpacked = join(folder, 'usr', 'sbin', 'nats-server')
      const version = await versionOf(unpacked)
      if (version === null) {
        log.info(`the nats-server of ${suite} does not run on this system`)
        return null
      }
      const path = join(cache, version, 'nats-server')
      await mkdir(join(cache, version), { recursive: true })
      await rename(unpacked, path)
      log.info(`nats-server ${version} is ready`, { path })
      return { path, version }
    })
  } catch (error) {
    log.info(`no nats-server from ${suite}: ${firstLine(error)}`)
    return null
  }
}

/** What an earlier run settled on, if it still runs. */
async function recorded(cache: string, choice: string): Promise<NatsBinary | null> {
  const version = await readFile(join(cache, choice), 'utf8').catch(() => '')
  if (!/^\d+\.\d+\.\d+$/.test(version)) return null
  const path = join(cache, version, 'nats-server')
  return (await versionOf(path)) === version ? { path, version } : null
}

async function record(cache: string, choice: string, version: string): Promise<void> {
  const next = join(cache, `${choice}.${process.pid}`)
  await writeFile(next, version)
  await rename(next, join(cache, choice))
}

function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const xdg = environment.XDG_CACHE_HOME
  const base = xdg !== undefined && xdg !== '' ? xdg : join(environment.HOME ?? homedir(), '.cache')
  return join(base, 'waymark', 'nats-server')
}

/** Version of a nats-server, or null when the file is none or does not run here. */
async function versionOf(path: string): Promise<string | null> {
  try {
    const { stdout } = await run(path, ['-v'], { timeout: 10_000 })
    return /nats-server: v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null
  } catch {
    return null
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n').find((line) => line.startsWith('E:')) ?? text.split('\n')[0] ?? ''
}
