import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../base/log.js'
import { findNatsServer } from './nats-binary.js'
import { DebianPackage } from './nats-debian.js'

const isDebian = (await DebianPackage.find('nats-server', process.env)) !== null
if (!isDebian) console.warn('skipped: the private copy of nats-server, this is no Debian')

let folder = ''
let environment: NodeJS.ProcessEnv = {}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-binary-'))
  await mkdir(join(folder, 'bin'))
  environment = { PATH: join(folder, 'bin'), HOME: folder }
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('findNatsServer', () => {
  it('takes the one that is named before the one on the PATH', async () => {
    await program('bin/nats-server', 'echo "nats-server: v2.11.0"')
    const path = await program('mine', 'echo "nats-server: v2.12.1"')
    expect(await findNatsServer({ ...environment, WAYMARK_NATS_SERVER: path }, silentLog)).toEqual({
      path,
      version: '2.12.1',
    })
    expect((await findNatsServer(environment, silentLog)).version).toBe('2.11.0')
  })

  it('refuses a named one that is something else', async () => {
    const path = await program('mine', 'echo hello')
    await expect(
      findNatsServer({ ...environment, WAYMARK_NATS_SERVER: path }, silentLog),
    ).rejects.toMatchObject({
      code: 'BROKER_MISSING',
      message: expect.stringContaining(path),
    })
  })

  it('says in one line how to get one where there is no package manager', async () => {
    await expect(findNatsServer(environment, silentLog)).rejects.toMatchObject({
      code: 'BROKER_MISSING',
      todo: expect.stringContaining('nats.io/download'),
    })
  })

  describe.runIf(isDebian)('without one on the machine', () => {
    it('falls back to the own package when the newest does not run, and remembers', async () => {
      await packageManager('2.9.10', 'exit 127')
      const found = await findNatsServer(environment, silentLog)
      expect(found).toEqual({
        path: join(folder, '.cache/waymark/nats-server/2.9.10/nats-server'),
        version: '2.9.10',
      })
      await rm(join(folder, 'bin', 'apt-get'))
      expect(await findNatsServer(environment, silentLog)).toEqual(found)
    })

    it('takes the newest when it runs', async () => {
      await packageManager('2.9.10', 'echo "nats-server: v2.15.1"')
      expect((await findNatsServer(environment, silentLog)).version).toBe('2.15.1')
    })

    it('says so when neither package runs', async () => {
      await packageManager('', 'exit 127')
      await expect(findNatsServer(environment, silentLog)).rejects.toMatchObject({ code: 'BROKER_MISSING' })
    })
  })
})

/** Stands for apt and dpkg: what its packages hold depends on the suite that the private list names. */
async function packageManager(ownVersion: string, newest: string): Promise<void> {
  const path = 'PATH=/usr/bin:/bin'
  await program('bin/apt-get', `${path}; case "$*" in *download*) cp private.sources nats.deb;; esac`)
  const own = ownVersion === '' ? 'exit 127' : `echo "nats-server: v${ownVersion}"`
  await program(
    'bin/dpkg-deb',
    `${path}; mkdir -p "$3/usr/sbin"
     if grep -q 'Suites: unstable' "$2"; then body='${newest}'; else body='${own}'; fi
     printf '#!/bin/sh\\n%s\\n' "$body" > "$3/usr/sbin/nats-server"
     chmod +x "$3/usr/sbin/nats-server"`,
  )
}

async function program(name: string, body: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${body}\n`)
  await chmod(path, 0o755)
  return path
}
