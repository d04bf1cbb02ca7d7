import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { LIMITS } from '../base/limits.js'
import { COUNTERS, type CounterName, GAUGES, HISTOGRAMS, type Labels, type Meter } from './table.js'

const PREFIX = 'waymark_'

/** Upper bounds in seconds. Sends go over the network and may take a minute; the rest is ours and fast. */
const PIPELINE_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60]
const SEND_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/**
 * How often the event loop is timed: each look wakes the process, though it has nothing to do. What
 * `nodejs_eventloop_lag_*` say has this time in it; the dashboard takes it off.
 */
const LOOP_LOOK_MS = 50

type Scrape = Parameters<Meter['onScrape']>[0]

/** A meter that can be read. */
export interface Prometheus extends Meter {
  readonly contentType: string
  /** The text that a Prometheus server scrapes; gauges are set while it is written. */
  render(): Promise<string>
}

export interface PrometheusOptions {
  /** Told of each `onScrape` call that failed; the others still count. */
  readonly onError?: (error: unknown) => void
  /** Metrics of the Node process beside ours; on unless told otherwise. */
  readonly processMetrics?: boolean
}

/** The only place that knows prom-client: the table of metrics, as one registry. */
export function createPrometheus(options: PrometheusOptions = {}): Prometheus {
  const registry = new Registry()
  if (options.processMetrics !== false)
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_LOOK_MS })
  const counters = mapTable(COUNTERS, (name, { labels, help }) => createCounter(registry, name, labels, help))
  const histograms = mapTable(HISTOGRAMS, (name, { labels, help }) =>
    createHistogram(registry, name, labels, help),
  )
  const gauges = mapTable(
    GAUGES,
    (name, { labels, help }) =>
      new Gauge({ name: PREFIX + name, help, labelNames: [...labels], registers: [registry] }),
  )
  const scrapes: Scrape[] = []

  async function write(): Promise<string> {
    for (const gauge of Object.values(gauges)) gauge.reset()
    for (const scrape of scrapes) {
      try {
        await scrape((name, labels, value) => gauges[name].set(labels, value))
      } catch (error) {
        options.onError?.(error)
      }
    }
    return registry.metrics()
  }

  let rendering: Promise<string> | undefined
  return {
    contentType: registry.contentType,
    count: (name, labels, by = 1) => counters[name](labels, by),
    observe: (name, labels, seconds) => histograms[name](labels, seconds),
    onScrape: (call) => void scrapes.push(call),
    // Gauges are shared: scrapes at the same time get one answer, not each other's half.
    render: () => {
      rendering ??= write().finally(() => {
        rendering = undefined
      })
      return rendering
    },
  }
}

/** Counts in plain numbers; prom-client sees them at the scrape only. */
function createCounter(
  registry: Registry,
  name: CounterName,
  labels: readonly string[],
  help: string,
): (labels: Labels, by: number) => void {
  const cells = new Children(labels, (values) => ({ labels: values, count: 0 }))
  if (labels.length === 0) cells.of({})
  new Counter({
    name: PREFIX + name,
    help,
    labelNames: [...labels],
    registers: [registry],
    collect() {
      this.reset()
      for (const cell of cells.all()) this.inc(cell.labels, cell.count)
    },
  })
  return (values, by) => {
    cells.of(values).count += by
  }
}

function createHistogram(
  registry: Registry,
  name: keyof typeof HISTOGRAMS,
  labels: readonly string[],
  help: string,
): (labels: Labels, seconds: number) => void {
  const buckets = name === 'delivery_send_seconds' ? SEND_BUCKETS : PIPELINE_BUCKETS
  const histogram = new Histogram({
    name: PREFIX + name,
    help,
    labelNames: [...labels],
    buckets,
    registers: [registry],
  })
  const children = new Children(labels, (values) => histogram.labels(values))
  return (values, seconds) => children.of(values).observe(Math.max(0, seconds))
}

/** The children of one metric by the values of its labels; bounded, beyond it all are `other`. */
class Children<Child> {
  readonly #names: readonly string[]
  readonly #create: (labels: Labels) => Child
  readonly #children = new Map<string, Child>()

  constructor(names: readonly string[], create: (labels: Labels) => Child) {
    this.#names = names
    this.#create = create
  }

  of(labels: Labels): Child {
    let key = ''
    for (const name of this.#names) key += `${labels[name] ?? ''}\u0000`
    return this.#children.get(key) ?? this.#add(key, labels)
  }

  all(): IterableIterator<Child> {
    return this.#children.values()
  }

  #add(key: string, labels: Labels): Child {
    const full = this.#children.size >= LIMITS.metricChildrenMax
    const own = full ? this.#names.map(() => 'other\u0000').join('') : key
    let child = this.#children.get(own)
    if (child === undefined) {
      child = this.#create(
        Object.fromEntries(this.#names.map((name) => [name, full ? 'other' : (labels[name] ?? '')])),
      )
      this.#children.set(own, child)
    }
    return child
  }
}

/** A table with each entry made into something else. */
function mapTable<Name extends string, Entry, Made>(
  table: Readonly<Record<Name, Entry>>,
  make: (name: Name, entry: Entry) => Made,
): Record<Name, Made> {
  const made = (Object.keys(table) as Name[]).map((name) => [name, make(name, table[name])])
  return Object.fromEntries(made) as Record<Name, Made>
}
