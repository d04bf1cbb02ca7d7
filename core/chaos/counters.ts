/** Counters of a page of metrics, summed over their labels; by outcome too. */
export function countersOf(text: string): Map<string, number> {
  const counters = new Map<string, number>()
  for (const [, name = '', labels = '', value = ''] of text.matchAll(
    /^waymark_(\w+)(\{.*\})? ([\d.e+-]+)$/gm,
  )) {
    const outcome = /outcome="(\w+)"/.exec(labels)?.[1]
    for (const key of outcome === undefined ? [name] : [name, `${name} ${outcome}`])
      counters.set(key, (counters.get(key) ?? 0) + Number(value))
  }
  return counters
}
