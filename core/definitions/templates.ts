import type { Liquid, Template } from 'liquidjs'
import { didYouMean } from '../base/did-you-mean.js'
import { ANY, DOUBLE, type MapType, OPEN_MAP, type Type } from './cel-types.js'
import type { Source } from './document.js'
import { type Expressions, entryType, eventBeside } from './expressions.js'
import type { Path } from './places.js'

/** What templates may name: these and, with a catalogue, what they have. */
const ROOTS = ['profile', 'entry', 'to'] as const

/** What a text sees when a journey sends it. */
type Sight = Readonly<Record<(typeof ROOTS)[number], Type>>

export interface TemplateContext {
  readonly liquid: Liquid
  readonly expressions: Expressions
  readonly journeys: readonly Source[]
  /** Types of identifiers: what `to` has. */
  readonly identifierTypes: readonly string[]
}

/** Notes what is wrong with the templates of a content: no Liquid, unknown filters, tags and names. */
export function checkTemplates(source: Source, context: TemplateContext): void {
  const sights = sightsOf(source, context)
  const { subject, body, parts } = source.fields
  const of = (path: Path, text: unknown): void => {
    if (typeof text === 'string') new TemplateCheck(source, path, text, context.liquid).run(sights)
  }
  of(['subject'], subject)
  of(['body'], body)
  if (parts !== null && typeof parts === 'object')
    for (const [name, text] of Object.entries(parts)) of(['parts', name], text)
}

/** One for each journey that sends it: the text must be right in all of them. */
function sightsOf(content: Source, { expressions, journeys, identifierTypes }: TemplateContext): Sight[] {
  const { catalogue } = expressions
  const to: MapType = {
    kind: 'map',
    of: ANY,
    fields: new Map(identifierTypes.map((type) => [type, { kind: 'list', of: ANY }])),
    open: false,
    title: 'to',
  }
  const senders = journeys.filter(({ fields }) => sends(fields.steps, content.name))
  if (catalogue === null || senders.length === 0) return [{ profile: OPEN_MAP, entry: OPEN_MAP, to }]
  return senders.map((journey) => ({
    profile: catalogue.profile(String(journey.fields.entity ?? 'user')),
    entry: entryType(journey, catalogue, eventBeside(journey, ['trigger', 'where'])),
    to,
  }))
}

function sends(node: unknown, content: string): boolean {
  if (node === null || typeof node !== 'object') return false
  return Object.entries(node).some(([key, value]) =>
    key === 'content' && value === content ? true : sends(value, content),
  )
}

class TemplateCheck {
  readonly #source: Source
  readonly #path: Path
  readonly #text: string
  readonly #liquid: Liquid

  constructor(source: Source, path: Path, text: string, liquid: Liquid) {
    this.#source = source
    this.#path = path
    this.#text = text
    this.#liquid = liquid
  }

  run(sights: readonly Sight[]): void {
    const parsed = this.#parse()
    if (parsed === undefined) return
    const { globals } = this.#liquid.analyzeSync(parsed, { partials: false })
    for (const variable of Object.values(globals).flat()) {
      const problem = sights.map((sight) => refusal(variable.segments, sight)).find((said) => said !== null)
      const { row, col } = variable.location
      if (problem !== undefined) this.#problem(problem ?? '', row, col)
    }
  }

  #parse(): Template[] | undefined {
    try {
      return this.#liquid.parse(this.#text)
    } catch (error) {
      const { message, token } = error as Error & { token?: { getPosition?(): [number, number] } }
      const [row, column] = token?.getPosition?.() ?? [1, 1]
      const said = message.replace(/, line:\d+.*$/s, '')
      this.#problem(`${said}${this.#hint(said)}`, row, column)
      return undefined
    }
  }

  #hint(said: string): string {
    const filter = /^undefined filter: (.+)$/.exec(said)?.[1]
    if (filter !== undefined) return didYouMean(filter, Object.keys(this.#liquid.filters))
    const tag = /^tag "(.+)" not found$/.exec(said)?.[1]
    return tag === undefined ? '' : didYouMean(tag, Object.keys(this.#liquid.tags))
  }

  #problem(message: string, row: number, column: number): void {
    const before = this.#text.split('\n').slice(0, row - 1)
    const offset = before.reduce((sum, line) => sum + line.length + 1, column - 1)
    this.#source.problem(this.#path, `in the template: ${message}`, offset)
  }
}

/** Why there is nothing of this name, or null. */
function refusal(segments: readonly unknown[], sight: Sight): string | null {
  const [root, ...rest] = segments
  if (typeof root !== 'string' || !isRoot(root)) {
    const name = String(root)
    return `unknown name "${name}"${didYouMean(name, ROOTS)}: here there are ${ROOTS.join(', ')}`
  }
  let type = sight[root]
  for (const segment of rest) {
    if (type.kind === 'list' && typeof segment === 'number') type = type.of
    else if (type.kind === 'map' && typeof segment === 'string') {
      const known = type.fields?.get(segment)
      if (known === undefined && !type.open && segment !== 'size') {
        const names = [...(type.fields?.keys() ?? [])]
        return `${type.title ?? 'this map'} has no "${segment}"${didYouMean(segment, names)}`
      }
      type = known ?? (segment === 'size' ? DOUBLE : type.of)
    } else return null
  }
  return null
}

function isRoot(name: string): name is (typeof ROOTS)[number] {
  return (ROOTS as readonly string[]).includes(name)
}
