import { it } from 'vitest'
import { waymark } from '#proto'
import { Harness } from '../testing/harness.js'
const id = (type: string, value: string) => ({ type, value })
for (const P of [1, 16]) {
it('explore '+P, () => {
  let messages = 0
  const kinds: Record<string, number> = {}
  const h = new Harness({ definitions: 'kind: segment\nname: a\nwhere: {count: {event: Seen, within: 1d, is: ">= 1000"}}', partitions: P, onOutput: (o) => {
    if (o.to === 'link') for (const m of waymark.Record.decode(o.bytes).link?.messages ?? []) { messages++; const k = Object.keys(m)[0] ?? ''; kinds[k] = (kinds[k] ?? 0) + 1 }
  } })
  const kindsOf = () => { const c: Record<string, number> = {}; for (const f of h.facts) { const k = f.fact + ' ' + (f.because.reason ?? ''); c[k] = (c[k] ?? 0) + 1 } return c }
  for (let i = 0; i < 5000; i++) {
    const t = performance.now(); const m = messages
    h.send({ ids: { 'traits.email': 'x@y.z', anonymousId: `a${i}` }, event: 'Seen' })
    if (i % 1000 === 999) console.log(i, messages, kindsOf(), h.profile('email', 'x@y.z')?.identifiers.length)
  }
  h.facts.length = 0; messages = 0
  for (let i = 0; i < 500; i++) h.send({ ids: { userId: `u${i}`, anonymousId: 'dev' }, event: 'Seen' })
  console.log(messages, kindsOf())
  h.facts.length = 0; messages = 0
  const t = performance.now()
  for (let i = 0; i < 10000; i++) h.send({ kind: 'alias', ids: { userId: `w${i + 1}`, previousId: `w${i}` } })
  console.log('chain', performance.now() - t, messages, kindsOf(), kinds)
  const sizes = h.partitions.flatMap((p) => [...p.profiles()].map((q) => q.links.length)).sort((x, y) => y - x).slice(0, 10)
  console.log(sizes)
})
}
