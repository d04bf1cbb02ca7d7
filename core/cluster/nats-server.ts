import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { Log } from '../base/log.js'
import { capabilities } from './capabilities.js'
import type { NatsBinary } from './nats-binary.js'
import { FolderLock } from './nats-lock.js'

export interface NatsServerOptions {
  readonly binary: NatsBinary
  /** Holds configuration, log and streams; one server at a time. */
  readonly dataDir: string
  readonly log: Log
  /** Bytes that all streams together may take; they are reserved by the streams' own limits. */
  readonly storeBytesMax?: number
}

/** A private nats-server: on loopback, with a secret in its address, ended with its parent. */
export interface NatsServer {
  /** `nats://<secret>@127.0.0.1:<port>` */
  readonly url: string
  readonly version: string
  readonly pid: number
  /** Resolves when the server has ended, by `stop` or by itself. */
  readonly exited: Promise<void>
  stop(): Promise<void>
}

/**
 * Runs the server and ends it when standard input closes, which the kernel does for a parent that was
 * killed. The server's pid is the first line of the output. It is asked to end first, made to after 5 s:
 * 2.9 can hang when its disk is full.
 */
const SUPERVISOR = `
exec 3<&0
"$1" -c "$2" </dev/null >>"$3" 2>&1 3<&- &
server=$!
echo "$server"
( cat <&3 >/dev/null
  kill -TERM "$server" 2>/dev/null
  tries=0
  while kill -0 "$server" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries+1)); done
  kill -KILL "$server" 2>/dev/null ) >/dev/null 2>&1 &
watch=$!
wait "$server"
kill "$watch" 2>/dev/null
`

/**
 * Starts a private nats-server with JetStream and waits until it takes connections.
 * @throws WaymarkError BROKER_UNSUITABLE when the folder is in use, or the server does not start
 */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  const folder = resolve(options.dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = await FolderLock.take(folder)
  try {
    return await start(folder, lock, options)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function start(folder: string, lock: FolderLock, options: NatsServerOptions): Promise<NatsServer> {
  const secret = randomBytes(16).toString('hex')
  const config = await writeConfig(folder, secret, options)
  const supervisor = supervise(options.binary.path, config, join(folder, 'nats-server.out'))
  const exited = ended(supervisor)
  const end = async () => {
    supervisor.ref()
    supervisor.stdin?.end()
    await exited
    await lock.release()
  }
  try {
    const pid = await firstLineOf(supervisor)
    const port = await ready(folder, pid, exited, options.log)
    const url = `nats://${secret}@127.0.0.1:${port}`
    await lock.hold({ pid, url })
    letGo(supervisor)
    let stopping: Promise<void> | undefined
    const stop = () => {
      stopping ??= end()
      return stopping
    }
    return { url, version: options.binary.version, pid, exited, stop }
  } catch (error) {
    await end()
    throw error
  }
}

async function writeConfig(folder: string, secret: string, options: NatsServerOptions): Promise<string> {
  await rm(join(folder, 'ports'), { recursive: true, force: true })
  await mkdir(join(folder, 'ports'))
  for (const name of await readdir(folder))
    if (name.startsWith('nats-server.log') || name === 'nats-server.out') await rm(join(folder, name))
  const storeBytesMax = options.storeBytesMax ?? LIMITS.privateStoreBytesMax
  await warnOfSmallDisk(folder, options.log)
  const text = (value: string) => JSON.stringify(value)
  const lines = [
    '# Written anew at each start.',
    'listen: "127.0.0.1:-1"',
    'server_name: "waymark-private"',
    `ports_file_dir: ${text(join(folder, 'ports'))}`,
    `log_file: ${text(join(folder, 'nats-server.log'))}`,
    `logfile_size_limit: ${LIMITS.privateLogBytesMax}`,
    `authorization { token: ${text(secret)} }`,
    'jetstream {',
    `  store_dir: ${text(join(folder, 'store'))}`,
    `  max_file_store: ${storeBytesMax}`,
    `  max_memory_store: ${LIMITS.privateMemoryBytesMax}`,
    ...(capabilities(options.binary.version).syncInterval ? ['  sync_interval: "10s"'] : []),
    '}',
  ]
  const path = join(folder, 'nats-server.conf')
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 })
  return path
}

async function warnOfSmallDisk(folder: string, log: Log): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free < LIMITS.freeDiskBytesMin)
    log.warn(`only ${Math.round(free / 1e6)} MB are free for the streams`, { folder })
}

function supervise(binary: string, config: string, output: string): ChildProcess {
  // A session of its own, so that Ctrl-C reaches Waymark first and the server outlives its drain.
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'waymark-nats', binary, config, output], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin?.on('error', () => {})
  return child
}

/** A running server keeps its parent's event loop alive while it is waited for, and no longer. */
function letGo(child: ChildProcess): void {
  child.unref()
  for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as Socket).unref()
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
}

function firstLineOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(Number.parseInt(text, 10))
    })
    child.once('exit', () => reject(new WaymarkError('BROKER_UNSUITABLE', 'nats-server did not start')))
  })
}

/** Waits for the port and for JetStream, however long its streams take to recover, while the server lives. */
async function ready(folder: string, pid: number, exited: Promise<void>, log: Log): Promise<number> {
  let over = false
  void exited.then(() => {
    over = true
  })
  const started = Date.now()
  let told = started
  while (!over) {
    const port = await portOf(folder, pid)
    if (port !== null && (await greets(port))) return port
    if (Date.now() - told > 5_000) {
      told = Date.now()
      log.info('waiting for nats-server to recover its streams', {
        seconds: Math.round((told - started) / 1e3),
      })
    }
    await pause(10)
  }
  const reason = await lastLines(folder)
  throw new WaymarkError(
    'BROKER_UNSUITABLE',
    `nats-server ended while starting: ${reason}`,
    `look into ${folder}`,
  )
}

async function portOf(folder: string, pid: number): Promise<number | null> {
  const text = await readFile(join(folder, 'ports', `nats-server_${pid}.ports`), 'utf8').catch(() => '')
  const port = /"nats":\s*\[\s*"nats:\/\/[^"]*:(\d+)"/.exec(text)?.[1]
  return port === undefined ? null : Number(port)
}

/** True when a server with JetStream says hello at the port. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('data', (hello) => end(/^INFO .*"jetstream":\s*true/.test(hello.toString())))
  })
}

async function lastLines(folder: string): Promise<string> {
  const files = ['nats-server.log', 'nats-server.out']
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))
  const lines = texts.join('\n').split('\n')
  return lines.filter((line) => /\[(FTL|ERR)\]|nats-server:/.test(line)).at(-1) ?? 'no reason given'
}
