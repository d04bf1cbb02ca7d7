import { setTimeout as pause } from 'node:timers/promises'
import type { StoredMessage } from '../cluster/broker.js'
import { type Scenario, waitUntil, waitWhile } from './scene.js'
import type { Stage } from './stage.js'
import { SENT_AGAIN } from './verifier.js'
import { readWhole } from './whole-stream.js'

/** What befalls the far end of a channel. */
export const FAR_END_FAULTS: readonly Scenario[] = [
  {
    name: 'F21',
    what: 'the far end answers 429 with Retry-After, then 500, then nothing, then all is well',
    play: async ({ stage, goesOn, say }) => {
      for (const mood of ['busy', 'failing', 'silent'] as const) {
        await waitWhile(goesOn, 3_000)
        say(`the far end is ${mood}`)
        stage.hook.mood = mood
        await pause(5_000)
        stage.hook.mood = 'fine'
      }
    },
  },
  {
    name: 'F22',
    what: 'the far end is down for longer than any try lasts: dead letters, sent again when it is back',
    attempts: 2,
    play: async ({ stage, customers, goesOn, say }) => {
      stage.hook.mood = 'failing'
      await waitWhile(goesOn, Number.POSITIVE_INFINITY)
      const letters = new DeadDeliveries(stage)
      const tried = async () => (await letters.all()).length >= customers
      await waitUntil('each message is a dead letter', 120_000, tried)
      const { size } = stage.hook.taken
      if (size > 0) stage.surprises.push(`${size} messages were taken by a far end that was down`)
      stage.hook.mood = 'fine'
      say('the far end is back')
      await letters.sendAgain()
      const took = await waitUntil('each arrives', 60_000, () => stage.hook.taken.size >= customers)
      stage.figures.push(`${customers} dead letters; ${took} ms until all had arrived when sent again`)
    },
  },
]

/** Deliveries in the dead-letter stream. */
class DeadDeliveries {
  readonly #stage: Stage

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async all(): Promise<StoredMessage[]> {
    const { broker, names } = this.#stage
    const found: StoredMessage[] = []
    const take = (message: StoredMessage) => {
      if (message.subject === names.deadLetter('delivery')) found.push(message)
    }
    await readWhole(broker, names.deadLetterStream, take)
    return found
  }

  /** Puts each back where it came from, as it was. */
  async sendAgain(): Promise<void> {
    for (const letter of await this.all()) {
      const { sequence, bytes } = letter
      const subject = letter.header('Waymark-Subject')
      await this.#stage.broker.publish(subject, bytes, { messageId: `${SENT_AGAIN}${sequence}` })
    }
  }
}
