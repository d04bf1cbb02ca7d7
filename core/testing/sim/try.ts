import { runSeed } from './run-seed.js'
const [from, to, trace] = process.argv.slice(2)
const totals = new Map<string, number>()
const start = performance.now()
for (let seed = Number(from); seed <= Number(to); seed++) {
  const r = await runSeed(seed, trace ? (l) => console.log(l) : undefined)
  if (r.violation) console.log(seed, r.violation.slice(0, 600))
  for (const [k, v] of r.counts) totals.set(k, (totals.get(k) ?? 0) + v)
}
console.log(totals, (performance.now() - start) / (Number(to) - Number(from) + 1), 'ms per seed')
