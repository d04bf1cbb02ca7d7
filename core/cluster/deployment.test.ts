import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createPrometheus } from '../metrics/prometheus.js'
import { HISTOGRAMS } from '../metrics/table.js'
import { type Config, configSchema, readConfig } from './config.js'

/** What is shipped beside the code must fit the code: compose file, image, configurations, dashboard. */
const root = new URL('../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const environment = {
  WAYMARK_TOKEN: 'token',
  WAYMARK_WRITE_KEY: 'key',
  WAYMARK_WEBHOOK_URL: 'https://hooks.example/waymark',
  WAYMARK_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
}
const config = (path: string): Config => readConfig(fileURLToPath(new URL(path, root)), environment)

interface Service {
  readonly image?: string
  readonly build?: string
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly environment?: Record<string, string>
  readonly depends_on?: readonly string[] | Record<string, unknown>
}
const compose = parse(read('docker-compose.yml')) as {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}
const services = Object.entries(compose.services)

describe('config/waymark.yaml', () => {
  it('states the defaults, apart from its channels', () => {
    const { baseDir: _, file: __, definitions: ___, channels, ...shipped } = config('config/waymark.yaml')
    const { definitions: ____, channels: _____, ...defaults } = configSchema.parse({})
    expect(shipped).toEqual(defaults)
    expect(Object.keys(channels)).toContain('console')
  })

  it('names every key that there is', () => {
    const shipped = parse(read('config/waymark.yaml')) as Record<string, unknown>
    expect(Object.keys(shipped).sort()).toEqual(Object.keys(configSchema.shape).sort())
  })

  it('names definitions that exist', () => {
    for (const path of ['config/waymark.yaml', 'config/waymark.docker.yaml'])
      expect(existsSync(config(path).definitions)).toBe(true)
  })
})

describe('docker-compose.yml', () => {
  it('mounts only what exists, and volumes that it declares', () => {
    for (const [name, { volumes = [] }] of services) {
      for (const volume of volumes) {
        const [source = ''] = volume.split(':')
        const there = source.startsWith('./') ? existsSync(new URL(source, root)) : source in compose.volumes
        expect(there, `${name}: ${volume}`).toBe(true)
      }
    }
  })

  it('publishes the ports of the configuration, to this machine only', () => {
    const { ingest, admin } = config('config/waymark.docker.yaml')
    const expected = [ingest.port, admin.port].map((port) => `127.0.0.1:${port}:${port}`)
    expect(compose.services.waymark?.ports).toEqual(expected)
    for (const [, { ports = [] }] of services)
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    for (const port of [ingest.port, admin.port])
      expect(read('Dockerfile')).toMatch(new RegExp(`EXPOSE.* ${port}\\b`))
  })

  it('gives the worker a broker among its services and every variable that its configuration names', () => {
    const hosts = config('config/waymark.docker.yaml').nats.servers.map((url) => new URL(url).hostname)
    expect(hosts.length).toBeGreaterThan(0)
    for (const host of hosts) expect(Object.keys(compose.services)).toContain(host)
    const names = [...read('config/waymark.docker.yaml').matchAll(/^[^#\n]*\$\{(\w+)\}/gm)].map(
      ([, name]) => name,
    )
    expect(Object.keys(compose.services.waymark?.environment ?? {})).toEqual(expect.arrayContaining(names))
  })

  it('lets Prometheus scrape the admin port, with the token file that it writes', () => {
    const [job] = (
      parse(read('config/prometheus/prometheus.yml')) as {
        scrape_configs: {
          static_configs: { targets: string[] }[]
          authorization: { credentials_file: string }
        }[]
      }
    ).scrape_configs
    expect(job?.static_configs[0]?.targets).toEqual([
      `waymark:${config('config/waymark.docker.yaml').admin.port}`,
    ])
    expect(JSON.stringify(compose.services.prometheus)).toContain(`> ${job?.authorization.credentials_file}`)
  })

  it('pins every image to a version', () => {
    for (const [name, { image, build }] of services)
      if (build === undefined) expect(image, name).toMatch(/:v?\d+\.\d+/)
  })
})

describe('Dockerfile', () => {
  it('copies only what exists', () => {
    const copies = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
    const sources = copies.flatMap(([, paths = '']) => paths.split(' '))
    expect(sources.length).toBeGreaterThan(4)
    for (const source of sources) expect(existsSync(new URL(source, root)), source).toBe(true)
  })

  it('starts with a configuration that is in the image', () => {
    const file = /^CMD .*"--config", "(.+?)"/m.exec(read('Dockerfile'))?.[1] ?? ''
    expect(existsSync(new URL(file, root))).toBe(true)
  })
})

describe('Grafana', () => {
  interface Panel {
    readonly id: number
    readonly title: string
    readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[]
  }
  const dashboards = readdirSync(new URL('config/grafana/dashboards/', root))
  const panels = dashboards.flatMap(
    (name) => (JSON.parse(read(`config/grafana/dashboards/${name}`)) as { panels: Panel[] }).panels,
  )
  const exported = async (): Promise<Map<string, string>> => {
    const text = await createPrometheus().render()
    return new Map(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]),
    )
  }

  it('draws only metrics that the worker exports', async () => {
    const types = await exported()
    for (const { title, targets = [] } of panels) {
      for (const { expr } of targets) {
        const names = expr.match(/\b(waymark|process|nodejs)_\w+/g) ?? []
        expect(names.length, title).toBeGreaterThan(0)
        for (const name of names) {
          const known = types.has(name) || types.get(name.replace(/_bucket$/, '')) === 'histogram'
          expect(known, `${title}: ${name}`).toBe(true)
        }
      }
    }
  })

  it('draws each of our metrics', async () => {
    const drawn = JSON.stringify(panels)
    const names = [...(await exported()).keys()].filter((name) => name.startsWith('waymark_'))
    for (const name of names) expect(drawn).toContain(name)
    for (const name of Object.keys(HISTOGRAMS)) expect(drawn).toContain(`waymark_${name}_bucket`)
  })

  it('asks the data source that is provisioned, and finds its dashboards where they are mounted', () => {
    const { datasources } = parse(read('config/grafana/provisioning/datasources/prometheus.yml')) as {
      datasources: { uid: string; url: string }[]
    }
    const uids = new Set(
      panels.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource.uid)),
    )
    expect([...uids]).toEqual(datasources.map(({ uid }) => uid))
    expect(datasources.map(({ url }) => new URL(url).hostname)).toEqual(['prometheus'])
    const { providers } = parse(read('config/grafana/provisioning/dashboards/waymark.yml')) as {
      providers: { options: { path: string } }[]
    }
    expect(compose.services.grafana?.volumes).toContain(
      `./config/grafana/dashboards:${providers[0]?.options.path}:ro`,
    )
  })

  it('numbers its panels without repetition', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  })
})
