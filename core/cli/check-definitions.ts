import { resolve } from 'node:path'
import { systemClock } from '../base/clock.js'
import { WaymarkError } from '../base/errors.js'
import { readConfig } from '../cluster/config.js'
import { loadSomeDefinitions } from '../cluster/definition-files.js'
import { checkDefinitions, problemLine } from '../definitions/definitions.js'
import type { Problem } from '../definitions/document.js'
import { checkChannels } from '../delivery/channels.js'
import { runTests, type TestLine, type TestOutcome } from './check-tests.js'
import type { Terminal } from './terminal.js'

export interface CheckOptions {
  readonly config?: string
  readonly json?: true
}

const MARKS: Readonly<Record<TestLine['what'], string>> = {
  given: ' ',
  met: '=',
  missing: '-',
  unexpected: '+',
}
const NOTES: Readonly<Record<TestLine['what'], string>> = {
  given: '',
  met: '',
  missing: 'expected, but it did not happen',
  unexpected: 'happened, but nobody expected it',
}

/**
 * Says all that is wrong with the definitions of a folder, and what their tests say of them.
 * @throws WaymarkError with a count, when something is wrong
 */
export async function checkFolder(
  folder: string,
  { config, json }: CheckOptions,
  terminal: Terminal,
): Promise<void> {
  const channels = config === undefined ? {} : await channelsOf(config, terminal)
  const files = loadSomeDefinitions(resolve(folder))
  const { definitions, problems } = checkDefinitions(files, channels)
  // What does not compile cannot be tried.
  const outcomes = problems.length > 0 ? [] : runTests(definitions)
  const failed = outcomes.filter(({ passed }) => !passed)
  if (json === true) await terminal.out(JSON.stringify({ problems, tests: outcomes }))
  else await report(problems, outcomes, terminal)
  if (problems.length > 0)
    throw new WaymarkError('DEFINITION_INVALID', counted(problems.length, 'mistake'), 'mend these places')
  if (failed.length > 0)
    throw new WaymarkError(
      'TEST_FAILED',
      `${failed.length} of ${counted(outcomes.length, 'test')} failed`,
      'mend the definition or its test: - was expected, + happened',
    )
  if (json === true) return
  const { segments, journeys, contents } = definitions
  const parts = [
    counted(files.length, 'file'),
    counted(segments.length, 'segment'),
    counted(journeys.length, 'journey'),
    counted(contents.size, 'content'),
  ]
  await terminal.out(`${parts.join(', ')}: no mistake. ${counted(outcomes.length, 'test')} passed.`)
}

/** Names of the channels of a configuration, which is checked on the way. */
async function channelsOf(path: string, terminal: Terminal): Promise<{ channels: ReadonlySet<string> }> {
  const config = readConfig(path, terminal.environment)
  const wrong = await checkChannels(config, systemClock)
  if (wrong.length > 0) throw new WaymarkError('PLUGIN_INVALID', wrong.join('\n'), 'mend these options')
  return { channels: new Set(Object.keys(config.channels)) }
}

async function report(
  problems: readonly Problem[],
  outcomes: readonly TestOutcome[],
  terminal: Terminal,
): Promise<void> {
  for (const problem of problems) await terminal.out(problemLine(problem))
  for (const { test, lines, failures } of outcomes.filter(({ passed }) => !passed)) {
    await terminal.out(`${test.place}: ${test.kind} ${test.definition}, test ${test.name}: not as expected`)
    for (const line of lines) await terminal.out(shown(line))
    for (const { place, text, count } of failures)
      await terminal.out(`    ${place}: "${text}" had no value, ${counted(count, 'time')}`)
    await terminal.out('')
  }
}

function shown({ what, at, text }: TestLine): string {
  const note = NOTES[what] === '' ? '' : `    (${NOTES[what]})`
  return `  ${MARKS[what]} ${at.padEnd(16)}  ${text}${note}`
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
