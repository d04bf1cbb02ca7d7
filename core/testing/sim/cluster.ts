import type { WaymarkError } from '../../base/errors.js'
import type { Random } from './random.js'
import { DUPLICATE_WINDOW_MS, type SimBroker } from './sim-broker.js'
import { SimWorker, type WorkerSettings } from './sim-worker.js'

export interface ClusterSettings extends Omit<WorkerSettings, 'name'> {
  readonly workers: number
  /** Told when a worker has let a partition go, which it claimed at this sequence. */
  readonly onLost: (partition: number, error: WaymarkError, epoch: number) => void
}

/** The workers, who owns what, and what befalls them. */
export class Cluster {
  readonly #settings: ClusterSettings
  readonly #broker: SimBroker
  readonly #random: Random
  /** Workers that count as members, by place; the others are dead, or believed to be. */
  readonly #members: SimWorker[] = []
  readonly #zombies = new Set<SimWorker>()
  /** Who owns each partition, as far as the members know. */
  readonly #owners: SimWorker[] = []
  /** Partitions that ever had two owners at once. */
  readonly hadTwoOwners = new Set<number>()
  #lives = 0
  #healed = false

  constructor(settings: ClusterSettings) {
    this.#settings = settings
    this.#broker = settings.broker
    this.#random = settings.broker.random
  }

  start(): void {
    for (let place = 0; place < this.#settings.workers; place++) this.#members[place] = this.#boot()
    for (let partition = 0; partition < this.#settings.partitions; partition++) this.#give(partition)
    const { crashEveryMs, zombieEveryMs, pauseEveryMs, handOverEveryMs, fullEveryMs, leaderEveryMs } =
      this.#broker.faults
    const { expiryEveryMs, staleEveryMs } = this.#broker.faults
    this.#often(crashEveryMs, () => this.#crash())
    this.#often(zombieEveryMs, () => this.#believeDead())
    this.#often(pauseEveryMs, () => this.#pause())
    this.#often(handOverEveryMs, () => this.#handOver())
    this.#often(fullEveryMs, () => this.#fill())
    this.#often(leaderEveryMs, () => this.#broker.changeLeader())
    this.#often(expiryEveryMs, () => this.#expire())
    this.#often(staleEveryMs, () => this.#claimAtRandom())
  }

  /**
   * Ends all faults; from then on each partition has one owner. Everyone starts anew, or whoever lives goes
   * on.
   */
  heal(): void {
    this.#healed = true
    this.#broker.trace.line('cluster', 'heals')
    for (const worker of this.#zombies) worker.die()
    if (this.#random.chance(0.5)) {
      this.#broker.trace.count('healed without a restart')
      for (const [place, worker] of this.#members.entries()) if (!worker.alive) this.#reboot(place)
      for (const [partition, owner] of this.#owners.entries())
        if (!this.#members.includes(owner)) this.#give(partition)
      return
    }
    for (const worker of this.#members) worker.die()
    const isLong = this.#random.chance(0.3)
    if (isLong) this.#broker.trace.count('down beyond the duplicate window')
    this.#broker.time.timer(isLong ? DUPLICATE_WINDOW_MS + 20_000 : 3_000, () => {
      for (let place = 0; place < this.#members.length; place++) this.#members[place] = this.#boot()
      for (let partition = 0; partition < this.#settings.partitions; partition++) this.#give(partition)
    })
  }

  /** Partitions that are not at rest, each with the reason; after `heal`. */
  restless(now: number): string[] {
    return Array.from({ length: this.#settings.partitions }, (_, partition) => {
      const owner = this.#owners[partition]?.owned.get(partition)
      if (owner === undefined) return `partition ${partition} has no owner`
      if (owner.lag > 0) return `partition ${partition} lags by ${owner.lag} records`
      if (owner.isReplaying) return `partition ${partition} replays its past`
      if (owner.nextDue <= now) return `partition ${partition} has a timer ${now - owner.nextDue} ms overdue`
      return ''
    }).filter((reason) => reason !== '')
  }

  #boot(): SimWorker {
    const worker = new SimWorker({ ...this.#settings, name: `worker${++this.#lives}` })
    worker.onLost = (partition, error, epoch) => this.#lost(worker, partition, { error, epoch })
    return worker
  }

  /**
   * Gives a partition to a member that lives; a worker that is believed dead does not know.
   * @param to whoever it is, unless told
   */
  #give(partition: number, to = this.#random.pick(this.#members)): void {
    let worker = to
    if (!worker.alive) worker = this.#members.find((member) => member.alive) ?? this.#reboot(0)
    this.#owners[partition] = worker
    worker.own(partition)
  }

  /** Who should have the partition claims it anew after a while; everyone else has no business there. */
  #lost(
    worker: SimWorker,
    partition: number,
    { error, epoch }: { error: WaymarkError; epoch: number },
  ): void {
    this.#broker.trace.line(worker.name, `lost partition ${partition}: ${error.message}`)
    this.#broker.trace.count(`lost: ${error.code}`)
    this.#settings.onLost(partition, error, epoch)
    this.#broker.time.timer(this.#random.between(50, 1_500), () => {
      if (this.#owners[partition] === worker && worker.alive) worker.own(partition)
    })
  }

  #reboot(place: number): SimWorker {
    const worker = this.#boot()
    this.#members[place] = worker
    return worker
  }

  #takeOver(from: SimWorker): void {
    for (const [partition, owner] of this.#owners.entries()) if (owner === from) this.#give(partition)
  }

  #crash(): void {
    const place = this.#random.between(0, this.#members.length - 1)
    const worker = this.#members[place] as SimWorker
    if (!worker.alive) return
    this.#broker.trace.count('crash')
    worker.die()
    // Who falls silent will be taken for dead: those who expect that may be wrong about whose turn it is.
    for (const [partition, owner] of this.#owners.entries())
      if (owner === worker && this.#random.chance(0.5))
        void this.#random.pick(this.#members).expect(partition)
    this.#later(this.#random.between(200, 8_000), () => this.#takeOver(worker))
    this.#later(this.#random.between(200, 8_000), () => {
      if (this.#members[place] === worker) this.#reboot(place)
    })
  }

  /** Others take over while it goes on: two owners at once. */
  #believeDead(): void {
    const place = this.#random.between(0, this.#members.length - 1)
    const worker = this.#members[place] as SimWorker
    if (!worker.alive) return
    this.#broker.trace.count('two owners at once')
    this.#broker.trace.line('cluster', `believes ${worker.name} dead`)
    this.#zombies.add(worker)
    for (const [partition, owner] of this.#owners.entries())
      if (owner === worker) this.hadTwoOwners.add(partition)
    this.#reboot(place)
    this.#takeOver(worker)
    this.#later(this.#random.between(500, 20_000), () => {
      worker.die()
      this.#zombies.delete(worker)
    })
  }

  /** All at once everyone seems to have lost everything: each partition is given anew. */
  #expire(): void {
    this.#broker.trace.count('all ownership expired')
    this.#broker.trace.line('cluster', 'all ownership expires')
    for (let partition = 0; partition < this.#settings.partitions; partition++) {
      this.hadTwoOwners.add(partition)
      this.#give(partition)
    }
  }

  /** A worker whose view of the members is old takes what is not its own. */
  #claimAtRandom(): void {
    const worker = this.#random.pick(this.#members)
    const partition = this.#random.between(0, this.#settings.partitions - 1)
    if (!worker.alive || this.#owners[partition] === worker) return
    this.#broker.trace.count('claimed by an old view')
    this.hadTwoOwners.add(partition)
    worker.own(partition)
  }

  #pause(): void {
    const worker = this.#random.pick(this.#members)
    if (!worker.alive) return
    this.#broker.trace.count('pause')
    worker.pause(this.#random.between(500, 15_000))
    if (this.#random.chance(0.5)) this.#later(this.#random.between(500, 10_000), () => this.#believeDead())
  }

  #handOver(): void {
    const partition = this.#random.between(0, this.#settings.partitions - 1)
    const from = this.#owners[partition]
    if (from === undefined || !from.alive || this.#zombies.has(from)) return
    this.#broker.trace.count('hand-over')
    this.#broker.trace.line('cluster', `hands partition ${partition} over from ${from.name}`)
    const to = this.#random.pick(this.#members)
    const release = (): void => {
      void from.release(partition).then(() => {
        if (this.#owners[partition] === from && from.alive) this.#give(partition, to)
      }, this.#settings.onFailure)
    }
    if (this.#random.chance(0.3)) return release()
    void to.expect(partition)
    this.#later(this.#random.between(0, 3_000), () => {
      if (this.#owners[partition] === from && from.alive && !this.#zombies.has(from)) release()
    })
  }

  #fill(): void {
    const { names, partitions } = this.#settings
    const log = names.logStream(this.#random.between(0, partitions - 1))
    const changelog = names.changelogStream(this.#random.between(0, partitions - 1))
    const stream = this.#random.pick([log, log, changelog, names.factStream, names.deliveryStream])
    this.#broker.fill(stream, this.#random.between(200, 12_000))
  }

  #often(everyMs: number, call: () => void): void {
    if (everyMs === Number.POSITIVE_INFINITY) return
    this.#later(this.#random.between(0, 2 * everyMs), () => {
      call()
      this.#often(everyMs, call)
    })
  }

  #later(delayMs: number, call: () => void): void {
    this.#broker.time.timer(delayMs, () => {
      if (!this.#healed) call()
    })
  }
}
