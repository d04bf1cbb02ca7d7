import type { StoredMessage } from '../cluster/broker.js'
import type { Random } from '../demo/random.js'
import { below, nth, type Scenario, type Scene, waitUntil, waitWhile } from './scene.js'
import type { Stage } from './stage.js'
import { strangersRecord } from './strangers.js'
import { SENT_AGAIN } from './verifier.js'
import { readWhole } from './whole-stream.js'

/** Events that come too often, too late or too early, and records that do harm. */
export const INPUT_FAULTS: readonly Scenario[] = [
  {
    name: 'F15',
    what: 'each batch comes up to five times, in other orders, from two sources, while engines are killed',
    copies: 4,
    play: async ({ stage, random, goesOn }) => {
      while (goesOn()) {
        await waitWhile(goesOn, 6_000)
        if (goesOn()) await stage.killEngine(random.pick(stage.engines))
      }
    },
  },
  {
    name: 'F16',
    what: 'clocks of devices: an hour, a day, 29 and 31 days late, a day ahead, in 1970, in 2038',
    wildClocks: true,
    play: ({ goesOn }) => waitWhile(goesOn, Number.POSITIVE_INFINITY),
  },
  {
    name: 'F17',
    what: 'records that cannot be read, that throw in the step, and a plugin that throws',
    harmful: true,
    ...brittleChannel(),
    play: async (scene) => {
      const { stage, goesOn, say } = scene
      await waitWhile(goesOn, 2_000)
      const thrown = strangersRecord('Seen', 'thrower', 'chaos-throw')
      const garbage = new Uint8Array(50).fill(255)
      await put(stage, 0, garbage)
      await put(stage, 1, thrown)
      await put(stage, 2, strangersRecord('Break', 'breaker'))
      await dies(scene, 'what cannot be read', (letter) => equal(letter.bytes, garbage))
      await dies(scene, 'what throws in the step', (letter) => equal(letter.bytes, thrown))
      const broken = await dies(scene, 'what the plugin throws at', ({ subject }) =>
        subject.endsWith('.delivery'),
      )
      // Mended: what died is sent again as it was.
      stage.makeHarmless()
      stage.leave('brittle-is-mended')
      await put(stage, 1, thrown)
      const subject = broken.header('Waymark-Subject')
      await stage.broker.publish(subject, broken.bytes, { messageId: `${SENT_AGAIN}${broken.sequence}` })
      const isSent = () => stage.found('brittle-has-sent')
      say(`sent again: ${await waitUntil('the plugin sends what died', 20_000, isSent)} ms until it was sent`)
    },
  },
  {
    name: 'F18',
    what: 'records that end their thread, or their whole worker, each time',
    harmful: true,
    supervised: true,
    play: async (scene) => {
      const { stage, goesOn } = scene
      await waitWhile(goesOn, 2_000)
      for (const [turn, word] of ['chaos-exit', 'chaos-kill'].entries()) {
        const partition = turn + 1
        const [before, harmful, behind] = ['before', 'poison', 'behind'].map((what) =>
          stage.strangerOf(partition, what),
        ) as [string, string, string]
        const poison = strangersRecord('Seen', harmful, word)
        await put(stage, partition, strangersRecord('Seen', before))
        await put(stage, partition, poison)
        await put(stage, partition, strangersRecord('Seen', behind))
        await dies(scene, word, (letter) => equal(letter.bytes, poison))
        const around = [before, behind].map((who) => () => stage.hasProfile(who).catch(() => false))
        for (const isThere of around) await waitUntil('what lies around it is applied', 30_000, isThere)
        if (await stage.hasProfile(harmful)) stage.surprises.push('what was skipped has had an effect')
      }
      stage.figures.push(`the worker died ${stage.deaths} times until the record was skipped`)
      if (stage.deaths < 3) stage.surprises.push(`a record was skipped after ${stage.deaths} deaths`)
    },
  },
  {
    name: 'F41',
    what: 'records that are cut, altered, nested, or noise, among the others',
    play: async ({ stage, random, goesOn, rounds = 5_000, say }) => {
      const { partitions } = stage.settings
      for (let turn = 0; turn < rounds; turn += BURST) {
        const burst = Array.from({ length: BURST }, (_, i) => put(stage, i % partitions, malformed(random)))
        await Promise.all(burst)
        await waitWhile(goesOn, 20)
      }
      await stage.look()
      const lost = stage.counted('lane_replacements_total')
      if (lost > 0) stage.surprises.push(`${lost} threads were lost`)
      say(`${rounds} malformed records are in the logs`)
      stage.figures.push(`${rounds} malformed records, ${lost} threads lost`)
    },
  },
]

/** Malformed records that are under way at once. */
const BURST = 50

async function put({ broker, names }: Stage, partition: number, bytes: Uint8Array): Promise<void> {
  await broker.publish(names.log(partition), bytes)
}

/** Waits for a dead letter, and says how long that took. */
async function dies(
  { stage, say }: Scene,
  what: string,
  is: (letter: StoredMessage) => boolean,
): Promise<StoredMessage> {
  let found: StoredMessage | undefined
  const look = async (): Promise<boolean> => {
    await readWhole(stage.broker, stage.names.deadLetterStream, (letter) => {
      if (is(letter)) found = letter
    })
    return found !== undefined
  }
  const took = await waitUntil(`${what} is a dead letter`, 240_000, look)
  if (found === undefined) throw new Error(`${what} is no dead letter`)
  say(`${what}: a dead letter after ${took} ms, ${found.header('Waymark-Reason')}`)
  stage.figures.push(`${what}: a dead letter after ${took} ms`)
  return found
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** A channel whose plugin throws until a file says that it is mended. */
function brittleChannel(): Pick<Scenario, 'config' | 'definitions' | 'files'> {
  return {
    config: { channels: { brittle: { plugin: './brittle.mjs', attempts: 2 } } },
    definitions: `kind: journey
name: brittle
trigger: { event: Break }
steps:
  - send: { channel: brittle, content: thanks }
`,
    files: {
      'brittle.mjs': `import { existsSync, writeFileSync } from 'node:fs'
const file = (name) => new URL(name, import.meta.url)
const send = () => {
  if (!existsSync(file('brittle-is-mended'))) throw new Error('a bug in a plugin')
  writeFileSync(file('brittle-has-sent'), '')
  return { kind: 'sent' }
}
export default { kind: 'channel', name: 'brittle', setup: () => ({ send }) }
`,
    },
  }
}

/** What nobody has written, made of the record of a stranger. */
function malformed(random: Random): Uint8Array {
  const whole = strangersRecord('Seen', `stranger-${below(random, 50)}`)
  const noise = (length: number) => Uint8Array.from({ length }, () => below(random, 256))
  const kinds = [
    () => whole.subarray(0, below(random, whole.length)),
    () => altered(whole, random, 1),
    () => altered(whole, random, 8),
    () => noise(below(random, 200)),
    () => Buffer.concat([whole, noise(1 + below(random, 20))]),
    () => Buffer.concat(Array.from({ length: 200 }, () => Uint8Array.of(10, 255, 255, 3))),
  ]
  return nth(kinds, below(random, kinds.length))()
}

/** The first byte stays: it says of what kind a record is, and links are believed. */
function altered(bytes: Uint8Array, random: Random, times: number): Uint8Array {
  const copy = bytes.slice()
  for (let i = 0; i < times; i++) copy[1 + below(random, copy.length - 1)] = below(random, 256)
  return copy
}
