import type { Output } from '../partition/output.js'
import type { FedRecords } from './lane-feed.js'
import { parseOutputId } from './published.js'

/** When what a partition says was decided, ms since the epoch, until it is stored. */
export class DecidedTimes {
  /** When the record behind a fact was stored. */
  readonly #facts = new WeakMap<Output, number>()

  /** An output of one of these records. */
  remember(output: Output, fed: FedRecords): void {
    if (output.to !== 'fact') return
    const offset = parseOutputId(output.id)?.offset ?? 0
    const time = fed.times[fed.offsets.indexOf(offset)]
    if (time !== undefined) this.#facts.set(output, time)
  }

  /** How long ago an output was decided; undefined where that is not known: for links and dead letters. */
  agoMs(output: Output, now: number): number | undefined {
    const decided = output.to === 'delivery' ? output.at : this.#facts.get(output)
    return decided === undefined ? undefined : Math.max(0, now - decided)
  }
}
