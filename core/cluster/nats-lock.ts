import { execFile } from 'node:child_process'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'

const run = promisify(execFile)

interface Holder {
  /** Process that started the server. */
  readonly parent: number
  /** When that process began, ms: in a container every process may have the same pid. */
  readonly began: number
  /** The server, 0 while it starts. */
  readonly pid: number
  readonly url: string
}

/**
 * Keeps two servers off one data folder. A file names the holder; one whose process is gone, or belongs
 * to something else by now, counts for nothing.
 */
export class FolderLock {
  readonly #path: string

  private constructor(path: string) {
    this.#path = path
  }

  /**
   * Waits a little for a server whose parent has died and that is just ending.
   * @throws WaymarkError BROKER_UNSUITABLE when another process runs a server there
   */
  static async take(folder: string): Promise<FolderLock> {
    const path = lockPath(folder)
    const mine: Holder = { parent: process.pid, began: performance.timeOrigin, pid: 0, url: '' }
    const deadline = Date.now() + LIMITS.privateStopMsMax
    for (;;) {
      try {
        await writeFile(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
        return new FolderLock(path)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      }
      const holder = await readHolder(path)
      if (holder === null || !(await isHeld(holder, folder))) await rm(path, { force: true })
      else if (isAlive(holder.parent) || Date.now() > deadline) throw inUse(folder, holder)
      else await pause(50)
    }
  }

  /** Makes the running server known, for others on this machine to find. */
  async hold(server: { readonly pid: number; readonly url: string }): Promise<void> {
    const holder: Holder = { parent: process.pid, began: performance.timeOrigin, ...server }
    await writeFile(`${this.#path}.new`, JSON.stringify(holder), { mode: 0o600 })
    await rename(`${this.#path}.new`, this.#path)
  }

  async release(): Promise<void> {
    await rm(this.#path, { force: true })
  }
}

/** Address of the private server that runs on a data folder, or null: how a second command finds it. */
export async function runningServer(folder: string): Promise<string | null> {
  const holder = await readHolder(lockPath(folder))
  return holder !== null && holder.pid !== 0 && (await isHeld(holder, folder)) ? holder.url : null
}

function lockPath(folder: string): string {
  return join(folder, 'nats-server.json')
}

function inUse(folder: string, holder: Holder): WaymarkError {
  return new WaymarkError(
    'BROKER_UNSUITABLE',
    `${folder} is in use by the nats-server of process ${holder.parent}`,
    'stop that process, or use another nats.dataDir',
  )
}

async function isHeld(holder: Holder, folder: string): Promise<boolean> {
  if (holder.pid === 0)
    return holder.parent === process.pid ? holder.began === performance.timeOrigin : isAlive(holder.parent)
  return isAlive(holder.pid) && (await commandOf(holder.pid)).includes(folder)
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The command line of a process, to tell a server from a stranger with a pid used again. */
async function commandOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (line !== '') return line
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
