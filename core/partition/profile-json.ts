import type { Definitions } from '../definitions/definitions.js'
import { bareValue } from '../event/node-name.js'
import type { Profile } from './profile.js'

/** A profile as people and programs read it: the answer of `/api/profiles` and `waymark profile`. */
export interface ProfileJson {
  readonly profile: string
  readonly root: { readonly type: string; readonly value: string }
  readonly entity: string
  /** The identifier is used by too many: it links no more. */
  readonly shared: boolean
  readonly created: string
  readonly identifiers: readonly { type: string; value: string; linked: string; because: unknown }[]
  /** Whose they are is for others to know: the fact, and the event, say which identifier it was. */
  readonly refused: readonly { type: string; reason: string; at: string; because: unknown }[]
  readonly pending: readonly { type: string; value: string }[]
  readonly parked: number
  readonly properties: Readonly<Record<string, unknown>>
  readonly segments: readonly string[]
  readonly journeys: readonly {
    journey: string
    version: string
    instance: string
    key: string
    entered: string
    step: number
    due: string | null
  }[]
}

export function profileJson(profile: Profile, definitions: Definitions): ProfileJson {
  return {
    profile: profile.id,
    root: { type: profile.key.type, value: bareValue(profile.key.value) },
    entity: profile.entity,
    shared: profile.shared,
    created: iso(profile.created),
    identifiers: profile.links.map(({ type, value, linked, evidence }) => ({
      type,
      value,
      linked: iso(linked),
      because: evidence,
    })),
    refused: profile.refusals.map(({ type, reason, at, evidence }) => ({
      type,
      reason,
      at: iso(at),
      because: evidence,
    })),
    pending: profile.pending.map(({ type, value }) => ({ type, value })),
    parked: profile.parked.length,
    properties: profile.properties() as Record<string, unknown>,
    segments: profile.segments.map((number) => definitions.segments[number]?.name ?? '').sort(),
    journeys: profile.instances.map((instance) => ({
      journey: instance.journey.name,
      version: instance.journey.version,
      instance: instance.id,
      key: instance.key,
      entered: iso(instance.entered),
      step: instance.place,
      due: Number.isFinite(instance.due) ? iso(instance.due) : null,
    })),
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
