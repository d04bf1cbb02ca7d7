import { FAR_END_FAULTS } from './far-end-faults.js'
import { INPUT_FAULTS } from './input-faults.js'
import { OWNER_FAULTS } from './owner-faults.js'
import { type Scenario, waitWhile } from './scene.js'
import { SERVER_FAULTS } from './server-faults.js'
import { STREAM_FAULTS } from './stream-faults.js'
import { WORKER_FAULTS } from './worker-faults.js'

/** All faults that are made with real servers and workers, in the order of their numbers. */
export const SCENARIOS: readonly Scenario[] = [
  ...[
    ...WORKER_FAULTS,
    ...SERVER_FAULTS,
    ...OWNER_FAULTS,
    ...INPUT_FAULTS,
    ...STREAM_FAULTS,
    ...FAR_END_FAULTS,
  ].toSorted((a, b) => Number(a.name.slice(1)) - Number(b.name.slice(1))),
  {
    name: 'none',
    what: 'no fault: what the others are compared with',
    play: async ({ goesOn }) => waitWhile(goesOn, Number.POSITIVE_INFINITY),
  },
]
