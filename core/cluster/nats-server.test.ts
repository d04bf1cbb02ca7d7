import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { runningServer } from './nats-lock.js'
import { startNatsServer } from './nats-server.js'
import { testServers } from './nats-test-servers.js'

const run = promisify(execFile)
const servers = await testServers()
let dataDir = ''

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waymark-server-'))
})

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true })
})

describe.each(servers)('a private nats-server $version', (binary) => {
  it('starts on loopback with a secret, is found by its folder, and ends on stop', async () => {
    const server = await startNatsServer({ binary, dataDir, log: silentLog })
    expect(server.url).toMatch(/^nats:\/\/[0-9a-f]{32}@127\.0\.0\.1:\d+$/)
    expect(await runningServer(dataDir)).toBe(server.url)
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(await runningServer(dataDir)).toBeNull()
  })

  it('refuses a folder that another one uses', async () => {
    const server = await startNatsServer({ binary, dataDir, log: silentLog })
    await expect(startNatsServer({ binary, dataDir, log: silentLog })).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
      message: expect.stringContaining('is in use'),
    })
    await server.stop()
    await (await startNatsServer({ binary, dataDir, log: silentLog })).stop()
  })

  it('says why it did not start', async () => {
    await writeFile(join(dataDir, 'store'), 'a file where the folder of the streams should be')
    const start = startNatsServer({ binary, dataDir, log: silentLog })
    await expect(start).rejects.toMatchObject({
      code: 'BROKER_UNSUITABLE',
      message: expect.stringMatching(/ended while starting: .*(directory|store)/),
    })
    expect(await runningServer(dataDir)).toBeNull()
  })

  it('ends when its parent is killed, and the folder is free again', async () => {
    const program = await compiledParent()
    const parent = spawn(process.execPath, [program, binary.path, binary.version, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
    })
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    const next = await startNatsServer({ binary, dataDir, log: silentLog })
    expect(isAlive(pid)).toBe(false)
    await next.stop()
  }, 30_000)

  it('tells when the server ends by itself', async () => {
    const server = await startNatsServer({ binary, dataDir, log: silentLog })
    process.kill(server.pid, 'SIGKILL')
    await server.exited
    expect(isAlive(server.pid)).toBe(false)
    await server.stop()
  })
})

/** `nats-server.ts` as plain JavaScript in a program of its own: only a real process can be killed. */
async function compiledParent(): Promise<string> {
  const out = join(dataDir, 'parent')
  const here = import.meta.dirname
  const tsc = join(here, '..', '..', 'node_modules', '.bin', 'tsc')
  const flags = [
    '--ignoreConfig',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--skipLibCheck',
  ]
  await run(tsc, [join(here, 'nats-server.ts'), '--rootDir', join(here, '..'), '--outDir', out, ...flags], {
    cwd: join(here, '..', '..'),
  })
  await writeFile(join(out, 'package.json'), '{"type":"module"}')
  const program = join(out, 'main.js')
  await writeFile(
    program,
    `import { startNatsServer } from './cluster/nats-server.js'
     import { silentLog } from './base/log.js'
     const [path, version, dataDir] = process.argv.slice(2)
     const server = await startNatsServer({ binary: { path, version }, dataDir, log: silentLog })
     console.log(server.pid)
     setInterval(() => {}, 1000)`,
  )
  return program
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
