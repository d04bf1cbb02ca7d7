import type { Percentiles } from '../cluster/engine-tally.js'
import type { Counts } from './counts.js'
import { grouped } from './grouped.js'

export interface Outcome {
  readonly people: number
  readonly events: number
  readonly seed: number
  /** All that was counted; equal to what the generator knows, when it is reported. */
  readonly counts: Counts
  readonly compared: number
  /** Events a second: accepted by ingest, applied by the engine. */
  readonly acceptedRate: number
  readonly processedRate: number
  /** Messages that the receiver turned away once. */
  readonly busy: number
  /** From the instant that decides a message to its record in the stream of deliveries. */
  readonly toDelivery: Percentiles
  /** From there on to the webhook's receiver. */
  readonly toReceiver: Percentiles
  readonly tookMs: number
}

/** Where a demo that is left running listens. */
export interface Addresses {
  readonly ingestUrl: string
  readonly adminUrl: string
}

/** The outcome of a demo as one screen; `kept` when it is left running. */
export function report(outcome: Outcome, kept?: Addresses): string[] {
  const { people, events, seed, tookMs, compared } = outcome
  const took = (tookMs / 1000).toFixed(1)
  return [
    '',
    `Waymark demo: ${grouped(people)} customers, ${grouped(events)} events, seed ${seed}, ${took} s`,
    '',
    ...eventLines(outcome),
    ...profileLines(outcome),
    ...flipLines(outcome),
    ...journeyLines(outcome),
    ...deliveryLines(outcome),
    row('checked', `${compared} counts of engine and receiver against the generator’s own: all equal`),
    '',
    ...nextLines(kept),
  ]
}

/** One line on what becomes of durations. */
export function scaleLine(timeScale: number): string {
  const hour = duration(3_600_000 / timeScale)
  const month = duration((30 * 86_400_000) / timeScale)
  const fast = `Time runs ${grouped(timeScale)} times as fast`
  return `${fast}: an hour of a definition takes ${hour}, 30 days take ${month}.`
}

function eventLines({ counts, acceptedRate, processedRate }: Outcome): string[] {
  return [
    row('events', `${grouped(counts.get('events accepted'))} accepted, ${grouped(acceptedRate)} a second`),
    row('', `${grouped(counts.get('events processed'))} processed, ${grouped(processedRate)} a second`),
    row('', `${grouped(counts.get('duplicates dropped'))} had been sent twice and were dropped`),
  ]
}

function profileLines({ counts }: Outcome): string[] {
  const [profiles, identifiers] = [counts.get('profiles'), counts.get('identifiers')]
  const moved = grouped(counts.get('identifier.unlinked in all'))
  return [
    row('profiles', `${grouped(profiles)} of ${grouped(identifiers)} identifiers`),
    row(
      'stitched',
      `${grouped(identifiers - profiles)} identifiers; ${moved} shared tablets followed the last sign-in`,
    ),
  ]
}

function flipLines({ counts }: Outcome): string[] {
  const lines = names(counts, 'segment.entered').map((name) => {
    const left = counts.get(`segment.left ${name}`)
    return `${name.padEnd(22)}${grouped(counts.get(`segment.entered ${name}`)).padStart(8)} entered${
      left === 0 ? '' : `  ${grouped(left)} left`
    }`
  })
  return lines.map((line, i) => row(i === 0 ? 'flips' : '', line))
}

function journeyLines({ counts }: Outcome): string[] {
  const lines = names(counts, 'journey.entered').map((name) => {
    const of = (what: string) => grouped(counts.get(what)).padStart(8)
    const byEvent = counts.get(`journey.exited ${name} event`)
    const entered = `${of(`journey.entered ${name}`)} entered`
    const completed = `${of(`journey.exited ${name} completed`)} completed`
    const bought = byEvent === 0 ? '' : `  ${grouped(byEvent)} bought in time`
    return `${name.padEnd(22)}${entered}${completed}${bought}`
  })
  return lines.map((line, i) => row(i === 0 ? 'journeys' : '', line))
}

function deliveryLines({ counts, busy, toDelivery, toReceiver }: Outcome): string[] {
  const sent = names(counts, 'sent').map(
    (channel) => `${grouped(counts.get(`sent ${channel}`))} by ${channel}`,
  )
  return [
    row('deliveries', `${sent.join(', ')}, each once; ${grouped(busy)} of them at the second try`),
    row('latency', `event to delivery     p50 ${ms(toDelivery.p50)}  p99 ${ms(toDelivery.p99)}`),
    row('', `event to receiver     p50 ${ms(toReceiver.p50)}  p99 ${ms(toReceiver.p99)}`),
  ]
}

function nextLines(kept: Addresses | undefined): string[] {
  if (kept === undefined)
    return [
      row(
        'look next',
        'npm run demo -- --keep   leaves it running: /metrics, waymark facts, your own events',
      ),
    ]
  const { ingestUrl, adminUrl } = kept
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

function ms(value: number): string {
  return value < 10 ? `${value.toFixed(1)} ms` : `${grouped(value)} ms`
}

function duration(value: number): string {
  return value < 60_000 ? `${grouped(value / 1000)} s` : `${grouped(value / 60_000)} min`
}
