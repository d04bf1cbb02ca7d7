import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

/** How long a server may take to answer, and to end. */
const PATIENCE_MS = 20_000
const LOOK_MS = 20

/**
 * Runs a server; ends it and removes its folder when standard input closes, which the kernel does for a
 * parent that was killed. The server's pid is the first line of the output. Redis and PostgreSQL both take
 * an interrupt as: end now.
 */
const SUPERVISOR = `
exec 3<&0
folder="$1"
shift
"$@" </dev/null >"$folder/log" 2>&1 3<&- &
server=$!
echo "$server"
cat <&3 >/dev/null
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
`

/** A server of somebody else's that lives as long as this process at most, in a folder of its own. */
export class ForeignServer {
  readonly folder: string
  readonly pid: number
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>

  private constructor(folder: string, pid: number, child: ChildProcess, exited: Promise<unknown>) {
    this.folder = folder
    this.pid = pid
    this.#child = child
    this.#exited = exited
  }

  static async start(folder: string, command: readonly string[]): Promise<ForeignServer> {
    const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'bench', folder, ...command], {
      // A session of its own, so that Ctrl-C reaches the supervisor by way of this process only.
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    const exited = once(child, 'exit')
    if (child.stdout === null) throw new Error('the supervisor has no output')
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    return new ForeignServer(folder, Number.parseInt(line, 10), child, exited)
  }

  /** Tries to connect until it does. @throws Error with the server's log when it never does */
  async connected<Connection>(connect: () => Promise<Connection>): Promise<Connection> {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        return await connect()
      } catch (error) {
        if (performance.now() > deadline) {
          const log = await readFile(join(this.folder, 'log'), 'utf8').catch(() => '')
          throw new Error(`no connection (${String(error)}); the server says:\n${log}`)
        }
      }
      await pause(LOOK_MS)
    }
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    this.#child.stdin?.end()
    const ended = await Promise.race([this.#exited, pause(PATIENCE_MS, null, { ref: false })])
    if (ended === null) {
      process.kill(this.pid, 'SIGKILL')
      await this.#exited
    }
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** An empty folder for a server. */
export function serverFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'waymark-bench-'))
}

/** The first folder of the PATH, or of those named, that holds all of these programs. */
export function folderOf(programs: readonly string[], others: readonly string[] = []): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...others]
  return folders.find((folder) => folder !== '' && programs.every((name) => isExecutable(join(folder, name))))
}

/** Folders inside of one, the last by name first; none when it is not there. */
export function foldersIn(folder: string, below: string): string[] {
  try {
    const names = readdirSync(folder).sort((x, y) => Number(y) - Number(x))
    return names.map((name) => join(folder, name, below))
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
