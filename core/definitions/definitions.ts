import { didYouMean } from '../base/did-you-mean.js'
import { WaymarkError } from '../base/errors.js'
import { hashId } from '../base/hash.js'
import { TimeZones } from '../base/time-zone.js'
import { Symbols } from '../event/symbols.js'
import { type Catalogue, compileCatalogue, namedEvents } from './catalogue.js'
import { type ContentDefinition, compileContent } from './content.js'
import { DEFAULT_IDENTITY } from './default-identity.js'
import { type FileText, type Problem, readSources, type Source } from './document.js'
import { Expressions } from './expressions.js'
import type { Failures } from './failures.js'
import { Identities } from './identities.js'
import { compileIdentity } from './identity.js'
import { compileJourney, type Journey } from './journey.js'
import { pureLiquid } from './liquid.js'
import { compileSegment, mentionedSegments, type Segment } from './segment.js'
import { checkTemplates } from './templates.js'
import { readTests, type TestCase } from './test-case.js'
import type { TallyPlan, Window } from './window.js'

/** Everything that partitions run, compiled from YAML: closures and numbers, no names to look up. */
export interface Definitions {
  /** Hash of the content of all definitions. */
  readonly version: string
  readonly identities: Identities
  readonly symbols: Symbols
  readonly windows: readonly Window[]
  readonly windowsByKey: ReadonlyMap<string, Window>
  /** In an order in which a segment comes after those that it looks at. */
  readonly segments: readonly Segment[]
  readonly segmentsByName: ReadonlyMap<string, Segment>
  readonly journeys: readonly Journey[]
  readonly contents: ReadonlyMap<string, ContentDefinition>
  /** Expressions that had no value; counts go up while partitions run. */
  readonly failures: Failures
  /** What the files say of themselves, to be tried by `waymark check`. */
  readonly tests: readonly TestCase[]
  /** Every definition by kind and name, with a hash of what it says. */
  readonly outline: readonly DefinitionName[]
}

export interface DefinitionName {
  readonly kind: string
  readonly name: string
  readonly version: string
}

export interface CompileOptions {
  /** All durations are divided by this. */
  readonly timeScale?: number
  /** Shared by versions that run side by side, so that a name has one number in all of them. */
  readonly symbols?: Symbols
  /** Names of the configured channels, to check `send` against. */
  readonly channels?: ReadonlySet<string>
}

const KINDS = ['catalogue', 'identity', 'segment', 'journey', 'content'] as const

/**
 * Compiles definition files.
 * @throws WaymarkError DEFINITION_INVALID with all mistakes, each as file:line:column
 */
export function compileDefinitions(files: readonly FileText[], options: CompileOptions = {}): Definitions {
  const { definitions, problems } = checkDefinitions(files, options)
  if (problems.length === 0) return definitions
  throw new WaymarkError('DEFINITION_INVALID', problems.map(problemLine).join('\n'), 'mend these places')
}

/** Compiles definition files, and says all that is wrong with them, in the order of the files. */
export function checkDefinitions(
  files: readonly FileText[],
  options: CompileOptions = {},
): { readonly definitions: Definitions; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const definitions = compile(files, options, problems)
  const order = new Map(files.map(({ path }, i) => [path, i]))
  const place = ({ path }: Problem) => order.get(path) ?? 0
  problems.sort((x, y) => place(x) - place(y) || x.line - y.line || x.column - y.column)
  return { definitions, problems }
}

export function problemLine({ path, line, column, message }: Problem): string {
  return `${path}:${line}:${column}: ${message}`
}

function compile(files: readonly FileText[], options: CompileOptions, problems: Problem[]): Definitions {
  const timeScale = options.timeScale ?? 1
  const sources = files.flatMap((file) => readSources(file, problems))
  checkNames(sources)
  // Nothing depends on which file a definition stands in: neither the version nor the order of what happens.
  sources.sort(byName)
  const of = (kind: string) => sources.filter((source) => source.kind === kind)
  const segmentSources = ordered(of('segment'))
  const catalogue = compileCatalogues(of('catalogue'))
  for (const source of [...segmentSources, ...of('journey')]) checkEvents(source, catalogue)
  const symbols = options.symbols ?? new Symbols()
  const expressions = new Expressions(symbols, catalogue)
  const context = {
    symbols,
    expressions,
    windows: [] as Window[],
    tallies: new Map<string, TallyPlan>(),
    segmentNumbers: new Map(segmentSources.map((source, i) => [source.name, i])),
    segmentNames: segmentSources.map((source) => source.name),
    segmentEntities: segmentSources.map((source) => String(source.fields.entity ?? 'user')),
    timeScale,
    zones: new TimeZones(),
  }
  const identity = of('identity')
  for (const extra of identity.slice(1)) extra.problem(['kind'], 'there is one identity definition at most')
  const rules = identity[0] === undefined ? DEFAULT_IDENTITY : compileIdentity(identity[0], timeScale)
  const contents = new Map(of('content').flatMap((source) => compileContent(source)))
  const names = {
    contents: new Set(of('content').map((source) => source.name)),
    channels: options.channels ?? null,
  }
  const segments = segmentSources
    .map((source, i) => compileSegment(source, i, context))
    .filter((segment) => segment !== undefined)
  const journeys = of('journey').map((source, i) => compileJourney(source, i, context, names))
  const identities = new Identities(rules ?? DEFAULT_IDENTITY)
  const liquid = pureLiquid()
  const identifierTypes = identities.rules.types.map(({ name }) => name)
  for (const source of of('content'))
    checkTemplates(source, { liquid, expressions, journeys: of('journey'), identifierTypes })
  for (const { name } of identities.rules.types) context.symbols.intern(name)
  return {
    version: hashId(
      sources.map((source) => `${source.kind} ${source.name} ${source.version}`).join('\n'),
    ).slice(0, 12),
    identities,
    symbols: context.symbols,
    windows: context.windows,
    windowsByKey: new Map(context.windows.map((window) => [window.key, window])),
    segments,
    segmentsByName: new Map(segments.map((segment) => [segment.name, segment])),
    journeys: journeys.filter((journey) => journey !== undefined),
    contents,
    failures: expressions.failures,
    tests: sources.flatMap((source) => readTests(source, catalogue)),
    outline: sources.map(({ kind, name, version }) => ({ kind, name, version })),
  }
}

/** Without one nothing is refused for its name or type. */
function compileCatalogues(sources: readonly Source[]): Catalogue | null {
  for (const extra of sources.slice(1)) extra.problem(['kind'], 'there is one catalogue at most')
  return (sources[0] === undefined ? undefined : compileCatalogue(sources[0])) ?? null
}

function checkEvents(source: Source, catalogue: Catalogue | null): void {
  for (const { path, event } of namedEvents(source.fields)) {
    const refusal = catalogue?.refusal(event) ?? null
    if (refusal !== null) source.problem(path, refusal)
  }
}

function byName(x: Source, y: Source): number {
  if (x.kind !== y.kind) return x.kind < y.kind ? -1 : 1
  return x.name < y.name ? -1 : x.name > y.name ? 1 : 0
}

function checkNames(sources: readonly Source[]): void {
  const seen = new Map<string, Source>()
  for (const source of sources) {
    if (!(KINDS as readonly string[]).includes(source.kind)) {
      const hint = didYouMean(source.kind, KINDS)
      const what = source.kind === '' ? 'kind is missing' : `unknown kind "${source.kind}"${hint}`
      source.problem(['kind'], `${what}: there are ${KINDS.join(', ')}`)
      continue
    }
    const key = `${source.kind} ${source.name}`
    const other = seen.get(key)
    if (other !== undefined) source.problem(['name'], `${key} is already defined in ${other.file}`)
    seen.set(key, source)
  }
}

/** Segments after those that they look at; one that looks at itself, however far round, is a mistake. */
function ordered(sources: readonly Source[]): Source[] {
  const byName = new Map(sources.map((source) => [source.name, source]))
  const done = new Set<Source>()
  const open = new Set<Source>()
  const result: Source[] = []
  const visit = (source: Source): void => {
    if (done.has(source)) return
    if (open.has(source)) {
      const names = [...open].map(({ name }) => name)
      const circle = [...names.slice(names.indexOf(source.name)), source.name].join(' → ')
      source.problem(['where'], `segment "${source.name}" looks at itself: ${circle}`)
      return
    }
    open.add(source)
    for (const name of mentionedSegments(source.fields.where)) {
      const other = byName.get(name)
      if (other !== undefined) visit(other)
    }
    open.delete(source)
    done.add(source)
    result.push(source)
  }
  for (const source of sources) visit(source)
  return result
}
