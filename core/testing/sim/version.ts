import { compileDefinitions, type Definitions } from '../../definitions/definitions.js'
import type { Symbols } from '../../event/symbols.js'
import { definitionText } from './definition-text.js'
import type { JourneySpec, SegmentSpec, Specs } from './specs.js'

/** One version of the definitions: as it was made up, as it is compiled, and in the order that holds. */
export interface Version {
  readonly specs: Specs
  readonly definitions: Definitions
  /** In the order in which they are judged, but for those with a past. */
  readonly segments: readonly SegmentSpec[]
  /** In the order in which they are entered. */
  readonly journeys: readonly JourneySpec[]
}

/** @param symbols those of a version that runs beside it */
export function compileVersion(specs: Specs, symbols?: Symbols): Version {
  const files = [{ path: 'simulated.yaml', text: definitionText(specs) }]
  const definitions = compileDefinitions(files, symbols === undefined ? {} : { symbols })
  return {
    specs,
    definitions,
    segments: definitions.segments
      .map(({ name }) => named(specs.segments, name))
      .filter(({ backfillMs }) => backfillMs === undefined),
    journeys: definitions.journeys.map(({ name }) => named(specs.journeys, name)),
  }
}

function named<Spec extends { readonly name: string }>(specs: readonly Spec[], name: string): Spec {
  const spec = specs.find((candidate) => candidate.name === name)
  if (spec === undefined) throw new Error(`${name} was compiled from nothing`)
  return spec
}

/** Versions of each definition, by name, over all versions of the definitions. */
export function versionNames(versions: readonly Version[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const { definitions } of versions)
    for (const { name, version } of [...definitions.segments, ...definitions.journeys])
      names.set(name, new Set([...(names.get(name) ?? []), version]))
  return names
}
