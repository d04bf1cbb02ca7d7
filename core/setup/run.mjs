/**
 * Entry of the npm scripts: `node core/setup/run.mjs COMMAND [arguments]`. It runs on a fresh clone, before
 * anything is installed, so it uses Node alone. It puts in place what the command needs, says what it does,
 * and takes a blink when all is there.
 */
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { check } from './check.mjs'
import { installDependencies } from './dependencies.mjs'
import { fetchNatsServer } from './nats.mjs'
import { runNode, StepFailed, say, since } from './step.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** As `engines` of package.json has it. */
const NODE_MIN = [20, 19]

const COMMANDS = {
  build: async () => build(ROOT),
  check: runCheck,
  test: async (args) => {
    await prepare()
    test(args)
  },
  start: async (args) => {
    await prepare()
    await hand('core/main.js', ['start', ...args])
  },
  demo: async (args) => {
    await prepare()
    await hand('core/main.js', ['demo', ...args])
  },
  sim: async (args) => {
    build(ROOT)
    await hand('core/testing/sim/sim.js', args)
  },
  chaos: async (args) => {
    await prepare()
    await hand('core/chaos/chaos.js', args)
  },
  bench: async (args) => {
    await prepare()
    await hand('bench/bench.js', args)
  },
}

async function prepare() {
  const start = performance.now()
  build(ROOT)
  const { version, path } = await fetchNatsServer(ROOT)
  say(`ready: Node ${process.versions.node}, nats-server ${version} at ${path} (${since(start)})`)
}

async function runCheck() {
  const failed = check(ROOT, () => build(ROOT))
  if (!failed.includes('types')) await fetchNatsServer(ROOT)
  test([])
  if (failed.length > 0) throw new StepFailed(failed.join(', '))
}

function test(args) {
  runNode(ROOT, 'node_modules/vitest/vitest.mjs', ['run', ...args])
}

/** Goes on as another program, in this same process: signals reach it as they are. */
async function hand(path, args) {
  const file = join(ROOT, 'dist', path)
  process.argv.splice(1, process.argv.length, file, ...args)
  await import(pathToFileURL(file).href)
}

function nodeIsTooOld() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])
}

async function main([name, ...args]) {
  if (nodeIsTooOld()) {
    say(`Node ${NODE_MIN.join('.')} or newer is needed, this is ${process.versions.node}: see nodejs.org`)
    process.exitCode = 1
    return
  }
  const command = COMMANDS[name]
  if (command === undefined) {
    say(`name one of: ${Object.keys(COMMANDS).join(', ')}`)
    process.exitCode = 2
    return
  }
  try {
    installDependencies(ROOT)
    await command(args)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    process.exitCode = 1
  }
}

await main(process.argv.slice(2))
