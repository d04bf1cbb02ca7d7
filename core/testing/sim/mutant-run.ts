import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FOUND_BY } from './found-by.js'
import { type Mutant, mutated } from './mutants.js'

/** Within so many seeds every deliberate bug must be found. */
export const MUTANT_SEEDS = 50

const ROOT = checkout(dirname(fileURLToPath(import.meta.url)))

/** What came of a mutant: the first seed that found it and what it saw; null when none did. */
export interface MutantResult {
  readonly seed: number | null
  readonly seen: string
}

/**
 * Runs seeds on a copy of the compiled engine with a bug in it, until one finds it. The copy lies inside of
 * the
 * checkout, so that it finds its libraries, and is gone afterwards.
 * @throws Error when the bug cannot be put in: its place has changed
 */
export async function runMutant(mutant: Mutant): Promise<MutantResult> {
  const folder = join(ROOT, '.waymark', 'mutants', mutant.name.replaceAll(/\W+/g, '-'))
  try {
    makeCopy(folder)
    const file = join(folder, 'dist', 'core', mutant.file)
    const text = mutated(readFileSync(file, 'utf8'), mutant)
    if (text instanceof Error) throw new Error(`${mutant.name}: ${mutant.file}: ${text.message}`)
    writeFileSync(file, text)
    const sim = join(folder, 'dist', 'core', 'testing', 'sim', 'sim.js')
    const known = FOUND_BY[mutant.name]
    const first = mutant.from ?? 1
    const isWithin = known !== undefined && known >= first && known < first + MUTANT_SEEDS
    const found = isWithin ? await trySeeds(sim, known, 1, mutant) : undefined
    return found?.seed == null ? await trySeeds(sim, first, MUTANT_SEEDS, mutant) : found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function trySeeds(sim: string, from: number, count: number, { name }: Mutant): Promise<MutantResult> {
  const seeds = ['--from', String(from), '--seeds', String(count), '--jobs', '1', '--until-failure']
  const said = await run([sim, ...seeds])
  const found = /^BROKEN by seed (\d+): (.*)$/m.exec(said)
  if (found !== null) return { seed: Number(found[1]), seen: found[2] ?? '' }
  if (said.includes('all promises were kept')) return { seed: null, seen: '' }
  throw new Error(`${name}: the simulator did not run\n${said}`)
}

function makeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'proto'), { recursive: true })
  cpSync(join(ROOT, 'dist', 'core'), join(folder, 'dist', 'core'), {
    recursive: true,
    filter: (path) => !/\.(?:map|d\.ts|test\.js)$/.test(path),
  })
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  cpSync(join(ROOT, 'proto', 'waymark.gen.js'), join(folder, 'proto', 'waymark.gen.js'))
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
