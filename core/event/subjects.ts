/**
 * Names of streams, subjects and buckets (DESIGN 4). Built from our own numbers and from
 * names of definitions and plugins only, never from what a customer sent.
 */
export interface Names {
  readonly namespace: string
  /** `wm.p.007` */
  log(partition: number): string
  /** `WM_P_007` */
  logStream(partition: number): string
  /** `wm.s.007` */
  changelog(partition: number): string
  changelogStream(partition: number): string
  /** `wm.fact.<kind>.007`; a kind of two words keeps its dot: `wm.fact.segment.entered.007`. */
  fact(kind: string, partition: number): string
  factStream: string
  /** `wm.delivery.<channel>.007` */
  delivery(channel: string, partition: number): string
  deliveryStream: string
  /** `wm.dlq.<what>` */
  deadLetter(what: string): string
  deadLetterStream: string
  /** Request/reply to the owner of a partition: not stored. */
  query(partition: number): string
  /** Heartbeats of a worker: the key of a bucket of key and value. `>` is all. */
  member(worker: string): string
  readonly memberStream: string
  /** A key of the bucket of definitions. `>` is all. */
  definition(key: string): string
  readonly definitionStream: string
  effectsBucket: string
}

export function names(namespace: string): Names {
  const upper = namespace.toUpperCase()
  return {
    namespace,
    log: (p) => `${namespace}.p.${nnn(p)}`,
    logStream: (p) => `${upper}_P_${nnn(p)}`,
    changelog: (p) => `${namespace}.s.${nnn(p)}`,
    changelogStream: (p) => `${upper}_S_${nnn(p)}`,
    fact: (kind, p) => `${namespace}.fact.${kind}.${nnn(p)}`,
    factStream: `${upper}_FACTS`,
    delivery: (channel, p) => `${namespace}.delivery.${token(channel)}.${nnn(p)}`,
    deliveryStream: `${upper}_DELIVERIES`,
    deadLetter: (what) => `${namespace}.dlq.${token(what)}`,
    deadLetterStream: `${upper}_DLQ`,
    query: (p) => `${namespace}.query.${nnn(p)}`,
    member: (worker) => `$KV.${upper}_cluster.${worker === '>' ? worker : token(worker)}`,
    memberStream: `KV_${upper}_cluster`,
    definition: (key) => `$KV.${upper}_definitions.${key}`,
    definitionStream: `KV_${upper}_definitions`,
    effectsBucket: `${upper}_effects`,
  }
}

/** The number of a partition as it stands in subjects: three digits. */
export function nnn(partition: number): string {
  return String(partition).padStart(3, '0')
}

/** A name as one token of a subject. */
function token(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_')
}
