import { execFile } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { cpuOf } from './cpu.js'
import type { Contender } from './identity-contender.js'
import { ForeignServer, folderOf, foldersIn, serverFolder } from './identity-server.js'
import { setsOf } from './identity-sets.js'

/** Events of one transaction. */
const BATCH_EVENTS = 500
/** Where Debian keeps the server's programs. */
const DEBIAN = '/usr/lib/postgresql'
const USER = 'postgres'

const execute = promisify(execFile)

/**
 * PostgreSQL does the job as a customer store would: a row for every identifier with the number of its
 * profile; on a merge the rows of the younger profile are relabelled. Most generous to it: one writer, a
 * whole batch in one transaction, repeats and merges within a batch are settled before they reach a table.
 * @param rows rank names of the identifiers of every event
 * @returns none where there is no PostgreSQL, or none that this user may run
 */
export async function postgresContenders(rows: readonly (readonly string[])[]): Promise<Contender[]> {
  const programs = folderOf(['initdb', 'postgres'], foldersIn(DEBIAN, 'bin'))
  const as = await runner()
  if (programs === undefined || as === null) return []
  const folder = await serverFolder()
  if (as.uid !== undefined) await chown(folder, as.uid, as.gid)
  const files = join(folder, 'cluster')
  const [initdb = '', ...options] = [...as.command, join(programs, 'initdb')]
  await execute(initdb, [...options, '-D', files, '-A', 'trust', '-U', USER, '-E', 'UTF8', '--no-sync'])
  const settings = ['synchronous_commit=off', 'shared_buffers=256MB', 'listen_addresses=']
  const server = await ForeignServer.start(folder, [
    ...as.command,
    join(programs, 'postgres'),
    ...['-D', files, '-k', folder],
    ...settings.flatMap((setting) => ['-c', setting]),
  ])
  try {
    const client = await server.connected(() => connect(folder))
    return [await contender(client, server, rows)]
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function contender(
  client: Client,
  server: ForeignServer,
  rows: readonly (readonly string[])[],
): Promise<Contender> {
  await client.query('create unlogged table identity (identifier text primary key, profile integer not null)')
  await client.query('create index on identity (profile)')
  const backend = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = backend.rows[0]?.pid ?? server.pid
  let table = new IdentityTable(client)
  return {
    name: 'postgres',
    words: `unlogged, synchronous_commit off, transactions of ${BATCH_EVENTS} events by a unix socket`,
    reset: async () => {
      await client.query('truncate identity')
      table = new IdentityTable(client)
    },
    run: async () => {
      for (let from = 0; from < rows.length; from += BATCH_EVENTS)
        await table.resolve(rows.slice(from, from + BATCH_EVENTS))
      return table.resolved
    },
    cpu: () => ({ postgres: cpuOf(pid) }),
    sets: async () => {
      const all = await client.query<[string, number]>({
        text: 'select identifier, profile from identity',
        rowMode: 'array',
      })
      return setsOf(all.rows)
    },
    stop: async () => {
      await client.end()
      await server.stop()
    },
  }
}

/** The table, and the batches that go into it. */
class IdentityTable {
  resolved = 0
  readonly #client: Client
  #profiles = 0

  constructor(client: Client) {
    this.#client = client
  }

  async resolve(batch: readonly (readonly string[])[]): Promise<void> {
    await this.#client.query('begin')
    const found = await this.#client.query<[string, number]>({
      name: 'find',
      text: 'select identifier, profile from identity where identifier = any($1::text[])',
      values: [[...new Set(batch.flat())]],
      rowMode: 'array',
    })
    const { added, merged } = this.#united(batch, new Map(found.rows))
    if (added.size > 0) {
      await this.#client.query({
        name: 'add',
        text: `insert into identity select * from unnest($1::text[], $2::integer[])
               on conflict (identifier) do nothing`,
        values: [[...added.keys()], [...added.values()]],
      })
    }
    if (merged.size > 0) {
      await this.#client.query({
        name: 'merge',
        text: `update identity set profile = merge.winner
               from unnest($1::integer[], $2::integer[]) merge(loser, winner) where profile = merge.loser`,
        values: [[...merged.keys()], [...merged.values()]],
      })
    }
    await this.#client.query('commit')
    this.resolved += batch.length
  }

  /** What a batch adds and merges. The older profile, by number, survives. */
  #united(batch: readonly (readonly string[])[], profiles: Map<string, number>) {
    const survivors = new Map<number, number>()
    const last = this.#profiles
    const survivor = (profile: number): number => {
      let at = profile
      for (let next = survivors.get(at); next !== undefined; next = survivors.get(at)) at = next
      return at
    }
    const added: string[] = []
    for (const names of batch) {
      const known = names.map((name) => profiles.get(name)).filter((profile) => profile !== undefined)
      const roots = known.length === 0 ? [++this.#profiles] : known.map(survivor)
      const winner = Math.min(...roots)
      for (const root of roots) if (root !== winner) survivors.set(root, winner)
      for (const name of names) {
        if (profiles.has(name)) continue
        profiles.set(name, winner)
        added.push(name)
      }
    }
    const old = [...survivors.keys()].filter((profile) => profile <= last)
    return {
      added: new Map(added.map((name) => [name, survivor(profiles.get(name) as number)])),
      merged: new Map(old.map((profile) => [profile, survivor(profile)])),
    }
  }
}

async function connect(folder: string): Promise<Client> {
  const client = new Client({ host: folder, user: USER, database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  return client
}

interface Runner {
  /** What comes before the command. */
  readonly command: readonly string[]
  readonly uid?: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root: then as its own user; null where that cannot be. */
async function runner(): Promise<Runner | null> {
  if (process.getuid?.() !== 0) return { command: [], gid: 0 }
  if (folderOf(['setpriv']) === undefined) return null
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((option) => execute('id', [option, USER])))
    return {
      command: ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'],
      uid: Number(uid?.stdout),
      gid: Number(gid?.stdout),
    }
  } catch {
    return null
  }
}
