import type {
  BranchTest,
  ConditionSpec,
  IdentifierTypeSpec,
  JourneySpec,
  Leaf,
  PropertyTest,
  SegmentSpec,
  Specs,
  StepSpec,
  ZoneSpec,
} from './specs.js'

/** Names of contents that journeys of the simulation may send. */
export const CONTENTS = ['hello', 'offer', 'reminder'] as const

/** The specs as the text of a definition file: documents in JSON, which is YAML. */
export function definitionText(specs: Specs): string {
  const contents = CONTENTS.map((name) => ({ kind: 'content', name, body: 'Hello' }))
  const documents = [
    { kind: 'identity', name: 'simulated', types: specs.types.map(identifierType) },
    ...specs.segments.map(segment),
    ...specs.journeys.map(journey),
    ...contents,
  ]
  return documents.map((document) => JSON.stringify(document)).join('\n---\n')
}

function identifierType(spec: IdentifierTypeSpec): object {
  const { type, entity, role, max, windowMs, overLimit, parent, switched, ownersMax } = spec
  return {
    ...{ type, entity, role, from: [type], max, switched },
    window: windowMs === 0 ? 'ever' : `${windowMs}ms`,
    over_limit: overLimit,
    max_owners: ownersMax,
    ...(parent === null ? {} : { parent }),
  }
}

function segment({ name, entity, where, timezone, latenessMs, backfillMs }: SegmentSpec): object {
  return {
    ...{ kind: 'segment', name, entity, where: condition(where) },
    ...(timezone === undefined ? {} : { timezone: zoneText(timezone) }),
    ...(latenessMs === undefined ? {} : { lateness: `${latenessMs}ms` }),
    ...(backfillMs === undefined ? {} : { backfill: `${backfillMs}ms` }),
  }
}

function zoneText({ zone, property }: ZoneSpec): string | object {
  return property === null ? zone : { property, default: zone }
}

function condition(spec: ConditionSpec): object {
  if ('all' in spec) return { all: spec.all.map(condition) }
  if ('any' in spec) return { any: spec.any.map(condition) }
  if ('not' in spec) return { not: condition(spec.not) }
  if ('leaf' in spec) return { [spec.leaf.kind]: leaf(spec.leaf) }
  if ('profile' in spec) return { profile: expression('profile', spec.profile) }
  return spec
}

function leaf(spec: Leaf): object {
  const { kind, event, where, of, withinMs, is } = spec
  if (kind === 'sequence') return sequence(spec)
  return {
    event,
    ...(where === null ? {} : { where: expression('event', where) }),
    ...(of === null ? {} : { of: `event.${of}` }),
    ...(kind === 'absent' ? { for: `${withinMs}ms` } : span(spec)),
    ...(is === null ? {} : { is: `${is.operator} ${is.threshold}` }),
  }
}

function sequence(spec: Leaf): object {
  const { event, behind, without, key, spanMs } = spec
  return {
    steps: [{ event }, { event: behind }],
    ...(without === undefined ? {} : { without: { event: without } }),
    ...(key === undefined ? {} : { key: `event.${key}` }),
    ...(spanMs === undefined ? {} : { span: `${spanMs}ms` }),
    ...span(spec),
  }
}

function span({ withinMs, calendar }: Leaf): object {
  if (calendar !== undefined) return { during: calendar.during }
  return Number.isFinite(withinMs) ? { within: `${withinMs}ms` } : {}
}

function expression(root: string, { property, operator, value }: PropertyTest): string {
  return `${root}.${property} ${operator} ${JSON.stringify(value)}`
}

function journey(spec: JourneySpec): object {
  const { name, entity, trigger, audience, key, againMs, limit, exits, onMerge, steps } = spec
  const again =
    againMs === 0 ? 'always' : againMs === Number.POSITIVE_INFINITY ? 'never' : `after ${againMs}ms`
  return {
    kind: 'journey',
    name,
    entity,
    trigger:
      'event' in trigger
        ? {
            event: trigger.event,
            ...(trigger.where === null ? {} : { where: expression('event', trigger.where) }),
          }
        : { segment: { [trigger.flip]: trigger.segment } },
    ...(audience === null ? {} : { audience: { segment: audience } }),
    entry: {
      again,
      ...(key === null ? {} : { key: `event.${key}` }),
      ...(limit === null ? {} : { limit }),
    },
    exit: exits.map(({ event, same }) => ({
      event,
      ...(same === null ? {} : { where: `event.${same} == entry.event.${same}` }),
    })),
    on_merge: onMerge,
    steps: steps.map(step),
  }
}

function step(spec: StepSpec): object {
  if ('wait' in spec) return { wait: `${spec.wait}ms` }
  if (!('branch' in spec)) return spec
  return {
    branch: spec.branch.map(({ when, steps }) =>
      when === null ? { otherwise: steps.map(step) } : { when: branchText(when), do: steps.map(step) },
    ),
  }
}

function branchText(test: BranchTest): string {
  return expression(test.of === 'entry' ? 'entry.event' : 'profile', test)
}
