import type { Broker, WorkMessage } from '../cluster/broker.js'
import type { Names } from '../event/subjects.js'
import { shortReason } from '../plugin/send-result.js'

/** Headers of a dead delivery; its body is the delivery's own bytes: it can be sent again as it is. */
const DEAD_LETTER_HEADERS = {
  reason: 'Waymark-Reason',
  attempts: 'Waymark-Attempts',
  subject: 'Waymark-Subject',
} as const

/**
 * Stores a delivery that will not be sent on `<ns>.dlq.delivery`. Resolves when the broker has it: only
 * then may the message be acknowledged. Its id is the place in the delivery stream, so storing twice is once.
 * @throws WaymarkError BROKER_FULL, BROKER_UNREACHABLE
 */
export async function storeDeadLetter(
  ports: { readonly broker: Pick<Broker, 'publish'>; readonly names: Names },
  message: WorkMessage,
  reason: string,
): Promise<void> {
  await ports.broker.publish(ports.names.deadLetter('delivery'), message.bytes, {
    messageId: `${ports.names.deliveryStream}-${message.sequence}`,
    headers: {
      [DEAD_LETTER_HEADERS.reason]: shortReason(reason),
      [DEAD_LETTER_HEADERS.attempts]: String(message.attempt),
      [DEAD_LETTER_HEADERS.subject]: message.subject,
    },
  })
}
