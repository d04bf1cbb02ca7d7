import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

const PURE = ['base', 'event', 'definitions', 'identity', 'segments', 'journeys', 'experience', 'partition']

/** What a file of that name may import, and what it may not. */
const IMPORTS: Readonly<Record<string, { may: readonly string[]; mayNot: readonly string[] }>> = {
  'core/base/probe.ts': {
    may: ['./hash.js'],
    mayNot: ['../event/event.js', '../lane/protocol.js', './../event/event.js', 'node:fs', 'pino'],
  },
  'core/event/probe.ts': {
    may: ['./event.js', '../base/hash.js', '#proto'],
    mayNot: ['../definitions/cel.js', '../partition/output.js', 'node:crypto', 'protobufjs/minimal.js'],
  },
  'core/definitions/probe.ts': {
    may: ['../event/event.js', '../base/hash.js', 'yaml', '@bufbuild/cel'],
    mayNot: ['../segments/leaf.js', '../partition/step.js', 'node:fs', '#proto'],
  },
  'core/identity/probe.ts': {
    may: ['../definitions/cel.js', '../event/event.js', '../base/hash.js'],
    mayNot: ['../segments/leaf.js', '../journeys/run.js', '../experience/map.js', '../partition/step.js'],
  },
  'core/segments/probe.ts': {
    may: ['../definitions/cel.js', '../event/event.js', '../base/hash.js'],
    mayNot: ['../identity/claim.js', '../journeys/run.js', '../experience/map.js', '../partition/step.js'],
  },
  'core/journeys/probe.ts': {
    may: ['../definitions/cel.js', '../event/event.js', '../base/hash.js'],
    mayNot: [
      '../identity/claim.js',
      '../segments/leaf.js',
      '../base/../segments/leaf.js',
      '../lane/spill.js',
    ],
  },
  'core/experience/probe.ts': {
    may: ['../definitions/cel.js', '../event/event.js', '../base/hash.js'],
    mayNot: ['../identity/claim.js', '../segments/leaf.js', '../journeys/run.js', 'luxon'],
  },
  'core/partition/probe.ts': {
    may: ['../identity/claim.js', '../segments/leaf.js', '../journeys/run.js', '../event/event.js', '#proto'],
    mayNot: ['../lane/protocol.js', '../plugin/plugin.js', '../testing/testing.js', 'lmdb', 'node:fs'],
  },
  'core/partition/probe.test.ts': { may: ['../testing/testing.js', 'vitest', 'node:fs'], mayNot: [] },
  'core/plugin/probe.ts': {
    may: ['../base/log.js', 'zod', 'undici', 'node:net'],
    mayNot: ['../event/event.js', '../delivery/delivery.js', '../cluster/config.js', 'pino', '#proto'],
  },
  'core/testing/probe.ts': {
    may: ['../partition/step.js', '../plugin/plugin.js', 'vitest'],
    mayNot: ['../lane/worker.js', '../cluster/config.js', '../cli/start.js', 'nats'],
  },
  'core/lane/probe.ts': {
    may: ['../partition/step.js', '../definitions/cel.js', 'node:worker_threads'],
    mayNot: ['../cluster/config.js', '../metrics/table.js', '../cli/start.js', 'piscina', 'nats', '#proto'],
  },
  'core/cluster/probe.ts': {
    may: ['../lane/protocol.js', '../metrics/table.js', '#proto', 'node:fs'],
    mayNot: ['../cli/start.js', '../main.js', 'nats', '@nats-io/jetstream', 'piscina', 'prom-client', 'lmdb'],
  },
  'core/cluster/nats-broker.ts': {
    may: ['nats', '@nats-io/jetstream', '@nats-io/kv', './broker.js'],
    mayNot: ['piscina', 'prom-client', 'fastify', '../cli/start.js'],
  },
  'core/cluster/lane.ts': { may: ['piscina'], mayNot: ['nats', 'prom-client', '../main.js'] },
  'core/ingest/probe.ts': {
    may: ['../cluster/broker.js', '../event/event.js', 'node:zlib'],
    mayNot: ['../cli/start.js', 'fastify', 'nats', 'protobufjs', '#proto'],
  },
  'core/ingest/http.ts': { may: ['fastify'], mayNot: ['nats', 'prom-client', '../cli/start.js'] },
  'core/delivery/probe.ts': {
    may: ['../cluster/broker.js', '../plugin/plugin.js', 'liquidjs'],
    mayNot: ['../cli/start.js', '@nats-io/jetstream', 'piscina', '#proto'],
  },
  'core/api/probe.ts': {
    may: ['../ingest/http.js', '../metrics/table.js'],
    mayNot: ['../cli/start.js', '../testing/testing.js', 'fastify', 'prom-client', 'nats'],
  },
  'core/metrics/probe.ts': { may: ['./table.js'], mayNot: ['prom-client', '../cli/start.js', 'nats'] },
  'core/metrics/prometheus.ts': { may: ['prom-client', './table.js'], mayNot: ['nats', 'fastify'] },
  'core/demo/probe.ts': {
    may: ['../cluster/worker.js', '../definitions/duration.js'],
    mayNot: ['../cli/start.js', '../testing/testing.js', 'nats', 'fastify', '#proto'],
  },
  'core/cli/probe.ts': {
    may: ['../cluster/config.js', '../api/api.js', 'commander'],
    mayNot: ['../main.js', 'nats', 'piscina', 'prom-client', 'fastify', '#proto'],
  },
  'core/main.ts': { may: ['./cli/program.js'], mayNot: ['nats', 'piscina', 'fastify', '#proto'] },
  'plugins/console/index.ts': {
    may: ['waymark/plugin', './text.js', 'nodemailer', 'node:crypto'],
    mayNot: ['../../core/plugin/plugin.js', '../webhook/index.js', 'waymark/testing', 'nats', '#proto'],
  },
  'plugins/console/console.test.ts': {
    may: ['waymark/testing', 'waymark/plugin', './index.js', 'vitest'],
    mayNot: ['../../core/testing/testing.js', '../webhook/index.js'],
  },
  'bench/probe.ts': {
    may: ['../core/partition/step.js', '../core/cli/start.js', 'nats', '@nats-io/jetstream', 'tinybench'],
    mayNot: ['piscina', 'prom-client', 'protobufjs/minimal.js', 'lmdb', 'fastify'],
  },
}

const IMPURE = [
  ...['Date.now()', 'performance.now()', 'setTimeout(() => 1, 1)', 'setInterval(() => 1, 1)'],
  ...['Math.random()', 'crypto.randomUUID()', 'process.env', 'fetch("x")', 'console.log(1)'],
]
const PURE_USES = ['new Date(0).toISOString()', 'Math.imul(2, 3)', 'Buffer.alloc(8)']

/** What lint cannot name, and what only looks pure: it depends on the machine's clock, zone or language. */
const MACHINE_DEPENDENT = [
  /\bnew Date\(\)|\bDate\(\)|\bDate\.now\b|\bperformance\b|\bset(Timeout|Interval|Immediate)\b/,
  /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\bprocess\.|\bimport\(/,
  /\.(get(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)|toLocale\w*|localeCompare)\(/,
]

describe('floors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-floors-'))
  const files = new Map<string, string[]>()
  let refused: ReadonlySet<string>

  beforeAll(() => {
    for (const [file, { may, mayNot }] of Object.entries(IMPORTS))
      files.set(file, [...may, ...mayNot].map(importLine))
    for (const name of [...PURE, 'lane'])
      files.set(`core/${name}/use.ts`, [...PURE_USES, ...IMPURE].map(useLine))
    refused = lint(folder, files)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(Object.entries(IMPORTS))('lint tells what %s may import', (file, { may, mayNot }) => {
    const isRefused = (_: string, i: number) => refused.has(`${file}:${i + 1}`)
    expect([...may, ...mayNot].filter(isRefused)).toEqual(mayNot)
  })

  it.each(PURE)('lint refuses clock, chance and process in core/%s', (name) => {
    const isRefused = (_: string, i: number) => refused.has(`core/${name}/use.ts:${i + 1}`)
    expect([...PURE_USES, ...IMPURE].filter(isRefused)).toEqual(IMPURE)
  })

  it('lint leaves the clock to the lane floor', () => {
    expect([...refused].filter((place) => place.startsWith('core/lane/use.ts'))).toEqual([])
  })

  it.each(PURE)('nothing in core/%s depends on the machine', (name) => {
    const found = sourcesOf(name).flatMap(({ path, lines }) =>
      lines
        .map((line, i) => ({ place: `${path}:${i + 1}`, line: withoutComment(line) }))
        .filter(({ line }) => MACHINE_DEPENDENT.some((pattern) => pattern.test(line)))
        .map(({ place, line }) => `${place} ${line.trim()}`),
    )
    expect(found).toEqual([])
  })
})

function importLine(name: string, i: number): string {
  return `import * as import${i} from '${name}'`
}

function useLine(expression: string, i: number): string {
  return `export const use${i} = ${expression}`
}

/** Lints the files under the project's own configuration; returns `file:line` of what was refused. */
function lint(folder: string, files: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  for (const file of ['biome.json', 'core/setup/floors.gen.json']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(ROOT, file), join(folder, file))
  }
  for (const [file, lines] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`)
  }
  const rules = ['style/noRestrictedImports', 'style/noRestrictedGlobals', 'nursery/noJsRestrictedProperties']
  const options = ['--vcs-enabled=false', '--colors=off', '--reporter=json', '--max-diagnostics=none']
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/@biomejs/biome/bin/biome'),
      'lint',
      ...options,
      ...rules.map((r) => `--only=${r}`),
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  const report = JSON.parse(stdout) as {
    diagnostics: { location: { path: string; start: { line: number } } }[]
  }
  return new Set(report.diagnostics.map(({ location }) => `${location.path}:${location.start.line}`))
}

function sourcesOf(name: string): { path: string; lines: string[] }[] {
  if (!existsSync(join(ROOT, 'core', name))) return []
  return readdirSync(join(ROOT, 'core', name), { recursive: true, encoding: 'utf8' })
    .map((path) => `core/${name}/${path}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && path !== 'core/base/clock.ts')
    .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n') }))
}

function withoutComment(line: string): string {
  return /^\s*(\*|\/\*)/.test(line) ? '' : line.replace(/\/\/.*$/, '')
}
