import type { Liquid, Template } from 'liquidjs'
import { errorLine, WaymarkError } from '../base/errors.js'
import { LIMITS } from '../base/limits.js'
import type { ContentDefinition } from '../definitions/content.js'
import { DELIVERY_AT, pureLiquid } from '../definitions/liquid.js'
import type { Delivery } from '../partition/output.js'
import type { Content } from '../plugin/plugin.js'

type Rendered =
  | { readonly ok: true; readonly content: Content }
  /** `again`: the same delivery may well render at another time. */
  | { readonly ok: false; readonly reason: string; readonly again: boolean }

/** Renders the content of a delivery: the same delivery and definition give the same text, on any machine. */
export type Renderer = (delivery: Delivery) => Rendered

interface Compiled {
  readonly name: string
  readonly body: Template[]
  readonly subject?: Template[]
  readonly parts: readonly (readonly [string, Template[]])[]
}

/**
 * Compiles all content definitions.
 * @throws WaymarkError DEFINITION_INVALID with the name, part and place of each template that is no Liquid
 */
export function createRenderer(contents: ReadonlyMap<string, ContentDefinition>): Renderer {
  const liquid = pureLiquid()
  const mistakes: string[] = []
  const compiled = new Map<string, Compiled>()
  for (const definition of contents.values())
    compiled.set(
      definition.name,
      compile(liquid, definition, (mistake) => mistakes.push(mistake)),
    )
  if (mistakes.length > 0)
    throw new WaymarkError('DEFINITION_INVALID', mistakes.join('; '), 'mend these templates')
  return (delivery) => {
    const found = compiled.get(delivery.content)
    if (found === undefined)
      return { ok: false, reason: `there is no content "${delivery.content}"`, again: false }
    try {
      return bounded(render(liquid, found, delivery))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const again = message.includes('template render limit exceeded')
      return { ok: false, reason: `content "${delivery.content}": ${message}`, again }
    }
  }
}

/** The contents that the messages of a journey are made of, by its name and version. */
export type ContentsOf = (journey: string, version: string) => ReadonlyMap<string, ContentDefinition>

/** Renders each delivery by the contents of its journey: they may be others while journeys go on. */
export function followingRenderer(contentsOf: ContentsOf): Renderer {
  const renderers = new WeakMap<ReadonlyMap<string, ContentDefinition>, Renderer>()
  return (delivery) => {
    const contents = contentsOf(delivery.journey, delivery.version)
    let renderer = renderers.get(contents)
    try {
      renderer ??= createRenderer(contents)
    } catch (error) {
      // Applied by another version of Waymark: it may be applied anew.
      return { ok: false, reason: errorLine(error), again: true }
    }
    renderers.set(contents, renderer)
    return renderer(delivery)
  }
}

function compile(liquid: Liquid, definition: ContentDefinition, mistake: (text: string) => void): Compiled {
  const parse = (part: string, template: string): Template[] => {
    try {
      return liquid.parse(template)
    } catch (error) {
      mistake(
        `content "${definition.name}", ${part}: ${error instanceof Error ? error.message : String(error)}`,
      )
      return []
    }
  }
  const parts = Object.entries(definition.parts)
  return {
    name: definition.name,
    body: parse('body', definition.body),
    ...(definition.subject !== undefined && { subject: parse('subject', definition.subject) }),
    parts: parts.map(([name, template]) => [name, parse(`parts.${name}`, template)] as const),
  }
}

function render(liquid: Liquid, compiled: Compiled, delivery: Delivery): Content {
  const { profile, entry } = delivery.snapshot
  const text = (templates: Template[]) =>
    String(
      liquid.renderSync(
        templates,
        { profile, entry, to: delivery.to },
        { globals: { [DELIVERY_AT]: delivery.at } },
      ),
    )
  return {
    name: compiled.name,
    body: text(compiled.body),
    ...(compiled.subject !== undefined && { subject: text(compiled.subject) }),
    parts: Object.fromEntries(compiled.parts.map(([name, templates]) => [name, text(templates)])),
  }
}

function bounded(content: Content): Rendered {
  const texts = [content.body, content.subject ?? '', ...Object.values(content.parts)]
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length <= LIMITS.contentLengthMax) return { ok: true, content }
  const reason = `content "${content.name}" is longer than ${LIMITS.contentLengthMax} characters`
  return { ok: false, reason, again: false }
}
