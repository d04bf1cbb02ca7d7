import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { run } from './program.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-cli-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'definitions'))
writeFileSync(
  join(folder, 'definitions/all.yaml'),
  `
kind: segment
name: bought-twice
where: { count: { event: Order Completed, within: 30d, is: '>= 2' } }
---
kind: segment
name: nobody
where: { tag: vip }
---
kind: journey
name: thanks
trigger: { event: Order Completed }
entry: { key: event.order }
steps: [{ wait: 1d }, { send: { channel: console, content: thanks } }, { wait: 60d }]
---
kind: content
name: thanks
body: Thanks
`,
)
const order = (who: string, day: number) =>
  JSON.stringify({
    ...{ type: 'track', event: 'Order Completed', userId: who, properties: { order: day } },
    timestamp: new Date(Date.UTC(2026, 0, day)).toISOString(),
  })
writeFileSync(
  join(folder, 'events.ndjson'),
  `${[order('王芳', 1), order('王芳', 3), order('bo', 3)].join('\n')}\n`,
)

async function simulated(...words: string[]): Promise<string[]> {
  const out: string[] = []
  const code = await run(
    [
      ...[
        'simulate',
        '--definitions',
        join(folder, 'definitions'),
        '--events',
        join(folder, 'events.ndjson'),
      ],
      ...['--facts', join(folder, 'facts.ndjson'), '--until', '2026-03-03T12:00Z', ...words],
    ],
    {
      out: async (line) => void out.push(line),
      say: (line) => void out.push(line),
      environment: {},
      interactive: false,
      canAsk: false,
      ask: async () => false,
    },
  )
  expect({ code, out: code === 0 ? [] : out }).toEqual({ code: 0, out: [] })
  return out
}

it('a simulation ends with who is in which segment, and what became of each journey', async () => {
  const out = await simulated()
  const table = out.slice(out.indexOf('') + 1, out.lastIndexOf(''))
  expect(table).toEqual([
    'segment       members  entered  left',
    'bought-twice        0        1     1',
    'nobody              0        0     0',
    '',
    'journey  entered  completed  left early  on the way  deliveries',
    'thanks         3          1           0           2           3',
  ])
})

it('says the same as JSON', async () => {
  const out = await simulated('--json')
  expect(JSON.parse(out.join('\n'))).toMatchObject({
    ...{ events: 3, until: '2026-03-03T12:00:00.000Z', facts: { delivery: 3, 'segment.left': 1 } },
    segments: [
      { name: 'bought-twice', members: 0, entered: 1, left: 1 },
      { name: 'nobody', members: 0, entered: 0, left: 0 },
    ],
    journeys: [{ name: 'thanks', entered: 3, running: 2, deliveries: 3, exited: { completed: 1 } }],
  })
})
