import { describe, expect, it } from 'vitest'
import type { ClusterView, PartitionView, WorkerView } from '../api/cluster-view.js'
import { StatusReport } from './status-report.js'

const NOW = Date.parse('2026-02-01T00:00:00Z')
const READY = { ready: true, reasons: [] }

function partition(number: number, more: Partial<PartitionView> = {}): PartitionView {
  return {
    ...{ partition: number, owner: `w${(number % 10) + 1}`, state: 'open', restoredPercent: 100 },
    ...{ epoch: 40 + number, lag: 0, missing: 0, checkpointAgeMs: 3_400 },
    ...{ definitions: 'v1', backfillFailed: null, reason: null },
    ...more,
  }
}

const nobody = {
  owner: null,
  epoch: null,
  lag: null,
  missing: null,
  checkpointAgeMs: null,
  definitions: null,
}

function worker(number: number): WorkerView {
  return {
    ...{ id: `w${number}`, host: `host-${number}`, roles: ['engine', 'delivery'], version: '1.2.3' },
    ...{ startedAt: new Date(NOW - number * 61_000).toISOString(), state: 'present', partitions: 6 },
  }
}

function cluster(partitions: readonly PartitionView[], more: Partial<ClusterView> = {}): ClusterView {
  const workers = Array.from({ length: 10 }, (_, i) => worker(i + 1))
  const broker = { version: '2.15.1', connected: true }
  return { namespace: 'wm', broker, checkpointSeconds: 5, workers, partitions, ...more }
}

const all = Array.from({ length: 64 }, (_, number) => partition(number))

describe('a status', () => {
  it('says in its first line that all is well, of 64 partitions and 10 workers', () => {
    const report = new StatusReport(cluster(all), READY, NOW)
    expect(report.faults).toEqual([])
    const lines = report.lines()
    expect(lines.slice(0, 6)).toEqual([
      'healthy  wm: 64 of 64 partitions open, 0 records behind, oldest checkpoint 3s; 10 workers',
      'broker   nats-server 2.15.1, connected',
      '',
      '   worker  host     roles            version       up  partitions  behind  checkpoint  state',
      '   w1      host-1   engine,delivery  1.2.3      1m 1s           6       0          3s  present',
      '   w2      host-2   engine,delivery  1.2.3      2m 2s           6       0          3s  present',
    ])
    expect(lines.slice(15, 18)).toEqual([
      '   partition  state  owner  epoch  behind  checkpoint',
      '           0  open   w1        40       0          3s',
      '           1  open   w2        41       0          3s',
    ])
    expect(lines).toHaveLength(16 + 64)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(110)
  })

  it('says first what is wrong, and shows it first, marked', () => {
    const partitions = all.map((view) => {
      if (view.partition === 7) return partition(7, { ...nobody, state: 'unowned' })
      if (view.partition === 60)
        return partition(60, { ...nobody, state: 'refused', reason: 'LOG_TRIMMED it begins late' })
      if (view.partition === 33)
        return partition(33, { state: 'opening', restoredPercent: 42, checkpointAgeMs: null })
      if (view.partition === 12) return partition(12, { backfillFailed: 'v1' })
      if (view.partition === 13) return partition(13, { lag: 10_001, definitions: 'v0' })
      if (view.partition === 14 || view.partition === 15)
        return partition(view.partition, { checkpointAgeMs: 75_001 })
      return view
    })
    const reasons = ['2 of its 6 partitions are not open']
    const broken = { version: '2.15.1', connected: false }
    const report = new StatusReport(cluster(partitions, { broker: broken }), { ready: false, reasons }, NOW)
    const lines = report.lines()
    expect(lines.slice(0, 11)).toEqual([
      'unhealthy    wm: 61 of 64 partitions open, 10001 records behind, oldest checkpoint 1m 15s; 10 workers',
      '             ! the broker is not connected',
      '             ! 1 of 64 partitions unowned',
      '             ! 1 of 64 partitions not filled',
      '             ! 1 of 64 partitions far behind',
      '             ! 2 of 64 partitions without checkpoint',
      '             ! 1 of 64 partitions opening',
      '             ! 1 of 64 partitions refused',
      '             ! not ready: 2 of its 6 partitions are not open',
      'broker       nats-server 2.15.1, not connected',
      'definitions  v1 in 61, v0 in 1',
    ])
    const table = lines.slice(lines.findIndex((line) => line.includes('epoch')) + 1)
    expect(table.slice(0, 8)).toEqual([
      '!          7  unowned                                    nobody owns it',
      '!         12  open     w3        52       0          3s  backfill of v1 failed: see the dead letters',
      '!         13  open     w4        53   10001          3s  far behind its log',
      '!         14  open     w5        54       0      1m 15s  its checkpoint is late',
      '!         15  open     w6        55       0      1m 15s  its checkpoint is late',
      '!         33  opening  w4        73       0    none yet  42 % restored',
      '!         60  refused                                    LOG_TRIMMED it begins late',
      '           0  open     w1        40       0          3s',
    ])
  })

  it('takes a checkpoint for late by how often they are made', () => {
    const slow = cluster([partition(0, { checkpointAgeMs: 300_000 })], { checkpointSeconds: 600 })
    expect(new StatusReport(slow, READY, NOW).faults).toEqual([])
  })

  it('shows nothing of partitions for a worker without an engine', () => {
    const door = { ...worker(1), roles: ['ingest', 'api'], partitions: 0 }
    const lines = new StatusReport(cluster([], { workers: [door] }), READY, NOW).lines()
    expect(lines[4]).toBe(
      '   w1      host-1  ingest,api  1.2.3    1m 1s                                  present',
    )
  })

  it('is unhealthy when records of a log are lost, and says of which', () => {
    const partitions = all.map((view) => (view.partition === 9 ? partition(9, { missing: 3 }) : view))
    const report = new StatusReport(cluster(partitions), READY, NOW)
    expect(report.faults).toEqual(['1 of 64 partitions without all records'])
    expect(report.lines().join('\n')).toMatch(/\n! +9 +open .* 3 records of its log lost\n/)
  })
})
