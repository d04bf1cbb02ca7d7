import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FOUND_BY } from './found-by.js'
import { type Mutant, mutated } from './mutants.js'

/** Within so many seeds every deliberate bug must be found. */
export const MUTANT_SEEDS = 50

const ROOT = checkout(dirname(fileURLToPath(import.meta.url)))
/** Inside of the checkout, so that copies find its libraries. */
const COPIES = join(ROOT, '.waymark', 'mutants')

/** What came of a mutant: the first seed that found it and what it saw; null when none did. */
export interface MutantResult {
  readonly seed: number | null
  readonly seen: string
}

/** Copies of the compiled engine in which bugs are tried, one in each at a time. */
export class MutantBench {
  readonly #idle: string[] = []
  #copies = 0

  /**
   * Runs seeds on a copy with a bug in it, until one finds it.
   * @throws Error when the bug cannot be put in: its place has changed
   */
  async run(mutant: Mutant): Promise<MutantResult> {
    const folder = this.#idle.pop() ?? makeCopy(join(COPIES, `${++this.#copies}`))
    const file = join(folder, 'dist', 'core', mutant.file)
    const source = readFileSync(file, 'utf8')
    try {
      const text = mutated(source, mutant)
      if (text instanceof Error) throw new Error(`${mutant.name}: ${mutant.file}: ${text.message}`)
      writeFileSync(file, text)
      return await search(join(folder, 'dist', 'core', 'testing', 'sim', 'sim.js'), mutant)
    } finally {
      writeFileSync(file, source)
      this.#idle.push(folder)
    }
  }

  /** Removes the copies. */
  close(): void {
    rmSync(COPIES, { recursive: true, force: true })
  }
}

/** Tries the seed that found it before, then all. */
async function search(sim: string, mutant: Mutant): Promise<MutantResult> {
  const known = FOUND_BY[mutant.name]
  const first = mutant.from ?? 1
  const isWithin = known !== undefined && known >= first && known < first + MUTANT_SEEDS
  const found = isWithin ? await trySeeds(sim, known, 1, mutant) : undefined
  return found?.seed == null ? await trySeeds(sim, first, MUTANT_SEEDS, mutant) : found
}

async function trySeeds(sim: string, from: number, count: number, { name }: Mutant): Promise<MutantResult> {
  const seeds = ['--from', String(from), '--seeds', String(count), '--jobs', '1', '--until-failure']
  const said = await run([sim, ...seeds])
  const found = /^BROKEN by seed (\d+): (.*)$/m.exec(said)
  if (found !== null) return { seed: Number(found[1]), seen: found[2] ?? '' }
  if (said.includes('all promises were kept')) return { seed: null, seen: '' }
  throw new Error(`${name}: the simulator did not run\n${said}`)
}

function makeCopy(folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'proto'), { recursive: true })
  cpSync(join(ROOT, 'dist', 'core'), join(folder, 'dist', 'core'), {
    recursive: true,
    filter: (path) => !/\.(?:map|d\.ts|test\.js)$/.test(path),
  })
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  cpSync(join(ROOT, 'proto', 'waymark.gen.js'), join(folder, 'proto', 'waymark.gen.js'))
  return folder
}

/** Runs Node; resolves with what it wrote, whatever its exit code. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
}

/** The folder above with package.json: sources and compiled files lie at different depths. */
function checkout(folder: string): string {
  try {
    readFileSync(join(folder, 'package.json'))
    return folder
  } catch {
    return checkout(dirname(folder))
  }
}
