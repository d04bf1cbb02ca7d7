/** What a thread can do to itself, or to its whole worker. */
export const HARMS = ['throw', 'exit', 'loop', 'memory', 'kill'] as const
export type Harm = (typeof HARMS)[number]

/** Variables that name files: one holds a harm to be done once; when the other is there, words do none. */
export const HARM_FILE = 'WAYMARK_CHAOS_HARM'
export const HARMLESS_FILE = 'WAYMARK_CHAOS_HARMLESS'
