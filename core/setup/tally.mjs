/** A reporter of vitest: the count of tests, alone on the last line, for machines and hasty people. */
export default class Tally {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state)
      for (const state of states) counts[state]++
      // A file that could not be loaded, or whose set-up failed, has no failed test of its own.
      if (module.state() === 'failed' && !states.includes('failed')) counts.failed++
    }
    const { passed, failed, skipped, pending } = counts
    console.log(`${passed} passed, ${failed} failed, ${skipped + pending} skipped`)
  }
}
