/**
 * The floors of the source as one table, and the Biome configuration that holds them
 * (`core/setup/floors.gen.json`, written by `npm run generate`). Biome takes the last setting that fits
 * a file, whole: so each floor's rule is written out in full, which is why it is generated.
 */

/** Lowest first. A folder may import its own files, those of `may` and the packages named, no more. */
const PURE_FLOORS = [
  { folders: ['base'], may: [], packages: [] },
  { folders: ['event'], may: ['base'], packages: ['#proto'] },
  {
    folders: ['definitions'],
    may: ['base', 'event'],
    packages: ['yaml', 'zod', '@bufbuild/cel', '@bufbuild/cel/**', '@bufbuild/re2', 'luxon', 'liquidjs'],
  },
  {
    folders: ['identity', 'segments', 'journeys', 'experience'],
    may: ['base', 'event', 'definitions'],
    packages: [],
  },
  {
    folders: ['partition'],
    may: ['base', 'event', 'definitions', 'identity', 'segments', 'journeys', 'experience'],
    packages: ['#proto', 'lru-cache'],
  },
]

/** The door for plugin authors: nothing of ours but the base, so that it could be a package of its own. */
const PLUGIN_FLOOR = { folders: ['plugin'], may: ['base'], packages: ['zod', 'undici', 'node:*'] }

const PROCESS = ['cluster', 'ingest', 'delivery', 'api', 'metrics']

/** Lowest first. A folder may import anything but the folders in `not` and the libraries of `LIBRARIES`. */
const UPPER_FLOORS = [
  { folders: ['testing'], not: ['lane', ...PROCESS, 'demo', 'simulate', 'chaos', 'cli'] },
  { folders: ['lane'], not: ['testing', ...PROCESS, 'demo', 'simulate', 'chaos', 'cli'] },
  { folders: PROCESS, not: ['testing', 'demo', 'simulate', 'chaos', 'cli'] },
  { folders: ['demo', 'simulate'], not: ['testing', 'chaos', 'cli'] },
  { folders: ['chaos'], not: ['testing', 'cli'] },
  { folders: ['cli'], not: ['chaos'] },
]

/** A foreign library enters through one file. */
const LIBRARIES = [
  { packages: ['nats', '@nats-io/**'], file: 'core/cluster/nats-broker.ts', benchToo: true },
  { packages: ['piscina'], file: 'core/cluster/lane.ts' },
  { packages: ['prom-client'], file: 'core/metrics/prometheus.ts' },
  { packages: ['fastify'], file: 'core/ingest/http.ts' },
  { packages: ['protobufjs', 'protobufjs/**'], file: 'proto/waymark.gen.js' },
  { packages: ['csv-parse'], file: 'core/simulate/rows.ts' },
  { packages: ['lmdb'], file: 'core/lane/spill.ts' },
]

const WIRE = { group: ['#proto'], message: 'Only core/event, core/partition and core/cluster know the wire.' }

const NO_TIME = 'Below the lane floor the only clock is log time, and the only timers are the partition’s.'
const NO_CHANCE =
  'Below the lane floor nothing is left to chance: derive it from its cause with core/base/hash.'
const NO_PROCESS = 'Below the lane floor there is no I/O and no process.'

/** Text of `core/setup/floors.gen.json`. */
export function floorsConfig() {
  const overrides = [
    pureOverride(),
    ...[...PURE_FLOORS, PLUGIN_FLOOR].map((floor) => importsOverride(inFolders(floor), [onlyThese(floor)])),
    ...UPPER_FLOORS.flatMap(upperOverrides),
    importsOverride(['core/main.ts'], [...libraries('core/main.ts'), WIRE]),
    importsOverride(['bench/**'], libraries('bench')),
    // Tests may use what they need, from any floor.
    importsOverride(['**/*.test.ts'], []),
    ...pluginOverrides(),
  ]
  const lines = overrides.map((override) => JSON.stringify(override))
  return `{"overrides": [\n${lines.join(',\n')}\n]}\n`
}

function pureOverride() {
  const folders = PURE_FLOORS.flatMap((floor) => floor.folders).join(',')
  const denied = (message, ...names) => names.map((name) => [name, message])
  const deniedGlobals = Object.fromEntries([
    ...denied(NO_TIME, 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'),
    ...denied(NO_CHANCE, 'crypto'),
    ...denied(NO_PROCESS, 'process', 'console', 'fetch', 'globalThis', 'require'),
  ])
  const entries = [
    { object: 'Date', property: 'now', message: NO_TIME },
    { object: 'Math', property: 'random', message: NO_CHANCE },
  ]
  return {
    includes: [`core/{${folders}}/**/*.ts`, '!core/base/clock.ts', '!**/*.test.ts'],
    linter: {
      rules: {
        nursery: { noJsRestrictedProperties: { level: 'error', options: { entries } } },
        style: { noRestrictedGlobals: { level: 'error', options: { deniedGlobals } } },
      },
    },
  }
}

function upperOverrides(floor) {
  const down = {
    group: [...floor.not.map((folder) => `../${folder}/**`), '../main.js', ...DETOURS],
    message: `core/${floor.folders.join(', core/')} may not import from a higher floor (core/README.md).`,
  }
  const folder = (name, patterns) => importsOverride([`core/${name}/**`], [down, ...patterns])
  const files = LIBRARIES.filter(({ file }) => floor.folders.some((name) => file.startsWith(`core/${name}/`)))
  return [
    ...floor.folders.map((name) => folder(name, [...libraries(name), ...(name === 'cluster' ? [] : [WIRE])])),
    ...files.map(({ file }) => importsOverride([file], [down, ...libraries(file)])),
  ]
}

function pluginOverrides() {
  const door = {
    group: ['../**', 'waymark', 'waymark/**', '!waymark/plugin', ...DETOURS],
    message: 'A plugin imports waymark/plugin and libraries of its own, as a third party would.',
  }
  const tests = {
    group: ['../**', ...DETOURS],
    message: 'A test of a plugin imports waymark/testing, as a third party would.',
  }
  return [
    importsOverride(['plugins/**'], [door, ...libraries('plugins'), WIRE]),
    importsOverride(['plugins/**/*.test.ts'], [tests]),
  ]
}

/** Ways to write a path so that it begins like an allowed one. */
const DETOURS = ['./../**', './*/../**', '../*/../**']

function onlyThese({ folders, may, packages }) {
  const allowed = [...may.map((folder) => `../${folder}/**`), ...packages]
  const names = ['its own folder', ...may.map((folder) => `core/${folder}`), ...packages]
  return {
    group: ['**', '!./**', ...allowed.map((pattern) => `!${pattern}`), ...DETOURS],
    message: `core/${folders.join(', core/')} may import only ${names.join(', ')} (core/README.md).`,
  }
}

/** The libraries that a file may not import. */
function libraries(place) {
  return LIBRARIES.filter(({ file, benchToo }) => file !== place && !(benchToo && place === 'bench')).map(
    ({ packages, file }) => ({ group: packages, message: `${packages[0]} enters through ${file} alone.` }),
  )
}

function inFolders({ folders }) {
  return folders.map((folder) => `core/${folder}/**`)
}

function importsOverride(includes, patterns) {
  const noRestrictedImports = { level: 'error', options: { patterns } }
  return { includes, linter: { rules: { style: { noRestrictedImports } } } }
}
