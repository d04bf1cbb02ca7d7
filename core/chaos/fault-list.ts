import { SCENARIOS } from './scenarios.js'

/** A test that shows what comes of a fault. */
export interface TestPlace {
  readonly file: string
  /** As it stands in the file. */
  readonly test: string
}

export interface Fault {
  /** Its number in the list of faults. */
  readonly name: string
  readonly what: string
  readonly tests: readonly TestPlace[]
}

const CLUSTER = 'core/cluster/'
const at = (file: string, ...tests: string[]): TestPlace[] => tests.map((test) => ({ file, test }))

/** What tests show besides the scenarios; those of a fault without a scenario are all that there is of it. */
const TESTED: readonly Fault[] = [
  {
    name: 'F3',
    what: '',
    tests: at(
      `${CLUSTER}lane.test.ts`,
      'a thread that ends at work loses the lane: no task goes on with an empty thread',
    ),
  },
  {
    name: 'F10',
    what: 'an owner ends anywhere between what it says, what it hears of that, and its checkpoint',
    tests: at(
      `${CLUSTER}output-publisher.test.ts`,
      'a replay after crashes adds what is missing and no more',
    ),
  },
  {
    name: 'F11',
    what: 'a worker is cut off, or its connection is half open, and all others go on',
    tests: [
      ...at(`${CLUSTER}nats-reader.test.ts`, 'notices that the server has fallen silent'),
      ...at(`${CLUSTER}members.test.ts`, 'is never dead to one whose own time stands still'),
      ...at(
        `${CLUSTER}ownership.test.ts`,
        'come to fair shares, one owner each, after whatever has befallen them',
      ),
    ],
  },
  {
    name: 'F12',
    what: 'the heartbeats are deleted',
    tests: at(`${CLUSTER}cluster.test.ts`, 'do not mind that the bucket of their heartbeats is emptied'),
  },
  {
    name: 'F13',
    what: '',
    tests: at(
      `${CLUSTER}changelog.test.ts`,
      'is claimed by workers at the same time, and one of them keeps it',
    ),
  },
  {
    name: 'F17',
    what: '',
    tests: at(
      `${CLUSTER}poison.test.ts`,
      'a record that %s is skipped, all others are applied, by whoever comes next too',
    ),
  },
  {
    name: 'F18',
    what: '',
    tests: at(
      `${CLUSTER}poison.test.ts`,
      'a record that ends the whole process is found by halves, over its deaths, and skipped',
    ),
  },
  {
    name: 'F19',
    what: 'a plugin throws, rejects, never ends',
    tests: [
      ...at('core/delivery/sender.test.ts', 'aborts a call at its deadline'),
      ...at('core/delivery/delivery-host.test.ts', 'keeps the harm of one channel from the others'),
    ],
  },
  {
    name: 'F22',
    what: '',
    tests: [
      ...at(
        'core/delivery/sender.test.ts',
        'stores a dead letter when tries are over, and acknowledges only then',
      ),
      ...at(
        `${CLUSTER}backpressure.test.ts`,
        'deliveries without room wait, and it is said; after a purge they go on',
      ),
    ],
  },
  {
    name: 'F23',
    what: '',
    tests: at(
      `${CLUSTER}backpressure.test.ts`,
      'with a full changelog events go on; state is durable when there is room',
    ),
  },
  {
    name: 'F26',
    what: '',
    tests: at(
      `${CLUSTER}durability.test.ts`,
      'is that of an older commit when the newest checkpoint is damaged',
    ),
  },
  {
    name: 'F27',
    what: '',
    tests: at(`${CLUSTER}durability.test.ts`, 'lacks what was deleted in the midst of its log, and says so'),
  },
  {
    name: 'F28',
    what: '',
    tests: at(
      `${CLUSTER}durability.test.ts`,
      'is never begun from nothing: damaged and with half a log, a partition is refused',
    ),
  },
  {
    name: 'F30',
    what: 'a stream was made anew: it ends before what was read of it, or has gone beyond',
    tests: [
      ...at(`${CLUSTER}nats-reader.test.ts`, 'refuses to go on behind the end of the stream'),
      ...at(
        `${CLUSTER}durability.test.ts`,
        'is not taken for that of a log that was made anew, however far it has come',
      ),
    ],
  },
  {
    name: 'F37',
    what: 'an identifier that very many share',
    tests: at(
      'core/partition/giants.test.ts',
      'takes no longer for an event when it has grown',
      'keeps no more when it has grown',
    ),
  },
  {
    name: 'F38',
    what: 'links in a circle, merges of what was merged, chains of 10,000 aliases',
    tests: [
      ...at(
        'core/partition/giants.test.ts',
        'a chain of 10,000 aliases ends, without recursion, and every event is applied',
      ),
      ...at('core/identity/edge-cases.test.ts', '11: links in a circle make one profile, again and again'),
    ],
  },
  {
    name: 'F40',
    what: 'events and batches that are too large',
    tests: at('core/ingest/event-parser.test.ts', 'an event of exactly 32 KB is taken, one byte more is not'),
  },
  {
    name: 'F41',
    what: '',
    tests: at('core/partition/malformed.test.ts', 'none throws, hangs or keeps the next one from its effect'),
  },
  {
    name: 'F42',
    what: 'bodies that nest, lie about their length, hold what JavaScript trips over',
    tests: [
      ...at('core/ingest/body.test.ts', 'survives a million brackets'),
      ...at('core/ingest/event-parser.test.ts', '__proto__ does no harm, however deep and however spelt'),
    ],
  },
  {
    name: 'F46',
    what: 'messages of one read of the socket are moved to a thread, and then acknowledged',
    tests: at(
      `${CLUSTER}nats-buffers.test.ts`,
      'may be kept and moved to a thread: what is moved takes no other one with it',
      'are acknowledged, all of them, although their bytes have gone to a thread',
    ),
  },
  {
    name: 'F47',
    what: 'an erasure while events of the erased one are under way',
    tests: at(
      'core/partition/erasure.test.ts',
      'of all who are there leaves nothing of anyone, whatever has happened or is under way',
    ),
  },
]

/** All faults of which something is shown, in the order of their numbers. */
export function faultList(): Fault[] {
  const scenarios = SCENARIOS.map(({ name, what }) => {
    const tests = TESTED.find((fault) => fault.name === name)?.tests ?? []
    return { name, what, tests }
  })
  const played = new Set(scenarios.map(({ name }) => name))
  const number = ({ name }: Fault) => Number(name.slice(1)) || Number.POSITIVE_INFINITY
  return [...scenarios, ...TESTED.filter(({ name }) => !played.has(name))].toSorted(
    (a, b) => number(a) - number(b),
  )
}

/** One line a fault, and one for each test that shows what comes of it. */
export function faultLines(): string[] {
  const played = new Set(SCENARIOS.map(({ name }) => name))
  return faultList().flatMap(({ name, what, tests }) => [
    `${name.padEnd(5)} ${what}`,
    ...(played.has(name) ? [`      npm run chaos -- --fault ${name}`] : []),
    ...tests.map(({ file, test }) => `      ${file}: ${test}`),
  ])
}
