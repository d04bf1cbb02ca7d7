import type { EngineTotals, Percentiles } from '../cluster/engine-tally.js'
import type { Counts } from './counts.js'

export interface Outcome {
  readonly people: number
  readonly events: number
  readonly seed: number
  readonly timeScale: number
  /** All that was counted; equal to what the generator knows, when it is reported. */
  readonly counts: Counts
  readonly compared: number
  readonly totals: EngineTotals
  /** Events a second: accepted by ingest, applied by the engine. */
  readonly acceptedRate: number
  readonly processedRate: number
  /** Messages that the receiver turned away once. */
  readonly busy: number
  readonly received: Percentiles
  readonly tookMs: number
  readonly ingestUrl: string
  readonly adminUrl: string
  readonly kept: boolean
}

/** The outcome of a demo as one screen. */
export function report(outcome: Outcome): string[] {
  const { people, events, seed, tookMs, compared } = outcome
  const took = (tookMs / 1000).toFixed(1)
  return [
    '',
    `Waymark demo: ${number(people)} customers, ${number(events)} events, seed ${seed}, ${took} s`,
    '',
    ...eventLines(outcome),
    ...profileLines(outcome),
    ...flipLines(outcome),
    ...journeyLines(outcome),
    ...deliveryLines(outcome),
    row('checked', `${compared} counts of engine and receiver against the generator’s own: all equal`),
    '',
    ...nextLines(outcome),
  ]
}

/** One line on what becomes of durations. */
export function scaleLine(timeScale: number): string {
  const hour = duration(3_600_000 / timeScale)
  const month = duration((30 * 86_400_000) / timeScale)
  return `Time runs ${number(timeScale)} times as fast: an hour of a definition takes ${hour}, 30 days take ${month}.`
}

function eventLines({ counts, acceptedRate, processedRate }: Outcome): string[] {
  return [
    row('events', `${number(counts.get('events accepted'))} accepted, ${number(acceptedRate)} a second`),
    row('', `${number(counts.get('events processed'))} processed, ${number(processedRate)} a second`),
    row('', `${number(counts.get('duplicates dropped'))} had been sent twice and were dropped`),
  ]
}

function profileLines({ counts }: Outcome): string[] {
  const [profiles, identifiers] = [counts.get('profiles'), counts.get('identifiers')]
  const moved = number(counts.get('identifier.unlinked in all'))
  return [
    row('profiles', `${number(profiles)} of ${number(identifiers)} identifiers`),
    row(
      'stitched',
      `${number(identifiers - profiles)} identifiers; ${moved} shared tablets followed the last sign-in`,
    ),
  ]
}

function flipLines({ counts }: Outcome): string[] {
  const lines = names(counts, 'segment.entered').map((name) => {
    const left = counts.get(`segment.left ${name}`)
    return `${name.padEnd(22)}${number(counts.get(`segment.entered ${name}`)).padStart(8)} entered${
      left === 0 ? '' : `  ${number(left)} left`
    }`
  })
  return lines.map((line, i) => row(i === 0 ? 'flips' : '', line))
}

function journeyLines({ counts }: Outcome): string[] {
  const lines = names(counts, 'journey.entered').map((name) => {
    const of = (what: string) => number(counts.get(what)).padStart(8)
    const byEvent = counts.get(`journey.exited ${name} event`)
    const entered = `${of(`journey.entered ${name}`)} entered`
    const completed = `${of(`journey.exited ${name} completed`)} completed`
    return `${name.padEnd(22)}${entered}${completed}${byEvent === 0 ? '' : `  ${number(byEvent)} bought in time`}`
  })
  return lines.map((line, i) => row(i === 0 ? 'journeys' : '', line))
}

function deliveryLines({ counts, totals, busy, received }: Outcome): string[] {
  const sent = names(counts, 'sent').map(
    (channel) => `${number(counts.get(`sent ${channel}`))} by ${channel}`,
  )
  return [
    row('deliveries', `${sent.join(', ')}, each once; ${number(busy)} of them at the second try`),
    row(
      'latency',
      `event to delivery     p50 ${ms(totals.toDeliveryMs.p50)}  p99 ${ms(totals.toDeliveryMs.p99)}`,
    ),
    row('', `event to receiver     p50 ${ms(received.p50)}  p99 ${ms(received.p99)}`),
  ]
}

function nextLines({ ingestUrl, adminUrl, kept }: Outcome): string[] {
  if (!kept)
    return [
      row(
        'look next',
        'npm run demo -- --keep   leaves it running: /metrics, waymark facts, your own events',
      ),
    ]
  const curl = `curl -u write-key: ${ingestUrl}/v1/track -d '${EXAMPLE}'`
  return [
    'It is left running; Ctrl-C ends it. Leave a cart, and see the reminder arrive here:',
    `  ${curl}`,
    row('look next', `curl ${adminUrl}/metrics`),
    row('', `npx waymark facts --follow --admin ${adminUrl}`),
    row('', `npx waymark profile user_id:u-1 --admin ${adminUrl}`),
  ]
}

const EXAMPLE = '{"userId":"ann","event":"Cart Updated","properties":{"cart_id":"c1","items":2,"value":40}}'

/** What stands behind a prefix, the most first. */
function names(counts: Counts, prefix: string): string[] {
  return counts
    .entries()
    .filter(([what]) => what.startsWith(`${prefix} `) && !what.endsWith(' in all'))
    .sort(([, a], [, b]) => b - a)
    .map(([what]) => what.slice(prefix.length + 1))
}

function row(title: string, text: string): string {
  return `  ${title.padEnd(12)}${text}`
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${number(value)} ms`
}

function duration(value: number): string {
  return value < 60_000 ? `${number(value / 1000)} s` : `${number(value / 60_000)} min`
}
