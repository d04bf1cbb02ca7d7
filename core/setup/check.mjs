/** The whole gate: `npm run check`, and what CI runs. */
import { runNode, StepFailed, since } from './step.mjs'

/** What is checked beside types and tests, each with a program of Node and its arguments. */
const CHECKS = [
  {
    name: 'format and lint',
    file: 'node_modules/@biomejs/biome/bin/biome',
    args: ['ci', '--error-on-warnings', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`],
  },
  { name: 'unused code', file: 'node_modules/knip/bin/knip.js', args: [] },
]

/**
 * Runs every check, also after one that failed: one look shows all there is to mend.
 * @param build compiles, and throws StepFailed on a type error
 * @returns the names of those that failed
 */
export function check(root, build) {
  const steps = [
    ...CHECKS.map(({ name, file, args }) => ({ name, run: () => runNode(root, file, args) })),
    { name: 'types', run: build },
  ]
  const failed = steps.filter(({ name, run }) => !passes(name, run)).map(({ name }) => name)
  if (failed.length > 0) console.log(`check: FAILED: ${failed.join(', ')}; see above`)
  return failed
}

function passes(name, run) {
  const start = performance.now()
  try {
    run()
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    console.log(`check: ${name}: FAILED (${since(start)})`)
    return false
  }
  console.log(`check: ${name}: ok (${since(start)})`)
  return true
}
