/** All kinds of facts: what the first word is about, and what happened to it. */
export const FACT_KINDS = [
  ...(['profile.created', 'profile.merged', 'profile.erased'] as const),
  ...(['identifier.linked', 'identifier.unlinked', 'identifier.shared', 'link.refused'] as const),
  ...(['segment.entered', 'segment.left'] as const),
  ...(['journey.entered', 'journey.step', 'journey.exited'] as const),
] as const

export type FactKind = (typeof FACT_KINDS)[number]

/** Whether a text is a kind (`segment.entered`), or how kinds begin (`segment`). */
export function isFactKind(text: string): boolean {
  return FACT_KINDS.some((kind) => kind === text || kind.startsWith(`${text}.`))
}
