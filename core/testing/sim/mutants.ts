/** A deliberate bug: one place of the compiled engine, said otherwise. */
export interface Mutant {
  readonly name: string
  /** Compiled file under dist/core. */
  readonly file: string
  /** Stands there exactly once, white space aside. */
  readonly text: string
  readonly instead: string
  /** First of the seeds that try; 1 unless told. */
  readonly from?: number
}

/**
 * Bugs that the simulator must find: were one not found, its silence about the real engine would say little.
 */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a gap of links is accepted',
    file: 'partition/incoming.js',
    text: "if (n > last + 1) return 'linkGaps';",
    instead: '',
  },
  {
    name: 'a link is applied twice',
    file: 'partition/incoming.js',
    text: 'if (n <= last)',
    instead: 'if (n < last)',
  },
  {
    name: 'a handoff forgets what was parked',
    file: 'identity/claims.js',
    text: 'for (const parked of waiting) {',
    instead: 'for (const parked of []) {',
  },
  {
    name: 'a handoff forgets open claims',
    file: 'identity/ledger.js',
    text: 'this.await(winner, pending);',
    instead: ';',
    from: 101,
  },
  {
    name: 'a handoff forgets timers',
    file: 'partition/profile-ports.js',
    text: 'this.#arm(winner);',
    instead: '',
  },
  {
    name: 'a handoff forgets instances',
    file: 'partition/profile-codec.js',
    text: '...profile.instances.map(encodeInstance)',
    instead: '...[]',
  },
  {
    name: 'a merge forgets windows',
    file: 'segments/row.js',
    text: 'for (const row of loser) {',
    instead: 'for (const row of []) {',
  },
  {
    name: 'a merge forgets which events were seen',
    file: 'partition/profile-merge.js',
    text: 'winner.seen = winner.seen.union(loser.seen);',
    instead: '',
  },
  {
    name: 'who is erased stays a member',
    file: 'partition/statements.js',
    text: "this.#flip('left', nameless, segment, { cause: 'erased' });",
    instead: ';',
  },
  {
    name: 'an exit is ignored after a merge',
    file: 'journeys/journeys.js',
    text: 'winner.instances.push(instance);',
    instead: 'winner.instances.push({ ...instance, journey: { ...journey, exits: [] } });',
  },
  {
    name: 'events are known by their name',
    file: 'partition/profile-ports.js',
    text: 'profile.accept(readable.messageHash, this.now)',
    instead: 'profile.accept(readable.symbol, this.now)',
  },
  {
    name: 'the weaker root wins',
    file: 'identity/claims.js',
    text: 'this.#identities.compare(by, root.key) < 0',
    instead: 'this.#identities.compare(by, root.key) > 0',
  },
  {
    name: 'a redirect keeps replies',
    file: 'identity/claims.js',
    text:
      'else if (isRedirect(node)) this.#ports.send({ ...message, to: node.to }); ' +
      'else { if (message.seen !== undefined)',
    instead: 'else if (isRedirect(node)) ; else { if (message.seen !== undefined)',
  },
  {
    name: 'a redirect grants claims',
    file: 'identity/claims.js',
    text: 'if (same(node.to, by)) this.#answer(by, about, SETTLED);',
    instead: 'if (true) this.#answer(by, about, SETTLED);',
  },
  {
    name: 'two users take devices from each other by turns',
    file: 'identity/ledger.js',
    text: "if (first === undefined || !('event' in first) ||",
    instead: 'if (true ||',
    from: 251,
  },
  {
    name: 'settle is dropped',
    file: 'identity/stitcher.js',
    text: 'this.#claims.settle(message);',
    instead: '',
  },
  {
    name: 'a new way is taken before the old one is empty',
    file: 'identity/shortcuts.js',
    text: 'node.flushing = { id, held: [] };',
    instead: 'node.to = root;',
  },
  {
    name: 'a window is looked at a millisecond too late',
    file: 'segments/window-value.js',
    text: 'return leaving + window.withinMs;',
    instead: 'return leaving + window.withinMs + 1;',
  },
  {
    name: 'a window that counts is looked at a millisecond too late',
    file: 'segments/tally-turns.js',
    text: 'if (place >= 0) { const change = times[place] + withinMs;',
    instead: 'if (place >= 0) { const change = times[place] + withinMs + 1;',
  },
  {
    name: 'a day ends a millisecond too late',
    file: 'segments/window-value.js',
    text: 'return zoneOf(calendar, subject).endOf(calendar.period, now);',
    instead: 'return zoneOf(calendar, subject).endOf(calendar.period, now) + 1;',
  },
  {
    name: 'customers stay in their zone',
    file: 'segments/window-value.js',
    text: "(typeof name === 'string' ? zones.find(name) : undefined)",
    instead: 'undefined',
  },
  {
    name: 'the first event is the newest',
    file: 'segments/row.js',
    text: '!isNewer(entry, row)',
    instead: 'isNewer(entry, row)',
  },
  {
    name: 'an explanation does not look through other segments',
    file: 'segments/explain.js',
    text: 'for (const number of segment.segments)',
    instead: 'for (const number of [])',
  },
  {
    name: 'late events count from their arrival',
    file: 'segments/membership.js',
    text: 'Math.min(event.time, arrived)',
    instead: 'arrived',
  },
  {
    name: 'a midnight that is skipped comes an hour early',
    file: 'base/time-zone.js',
    text: 'Math.max(high, wall - after)',
    instead: 'wall - after',
  },
  {
    name: 'a sequence does not mind what must not come between',
    file: 'segments/chain.js',
    text: 'if ((bits & without) !== 0) reached.fill(NONE, 0, steps);',
    instead: '',
  },
  {
    name: 'events count together however late they come',
    file: 'segments/membership.js',
    text: 'now - entry.time > tally.latenessMs',
    instead: 'false',
  },
  {
    name: 'an event of the past counts twice',
    file: 'partition/profile-ports.js',
    text: 'if (profile.filled?.has(messageHash))',
    instead: 'if (false)',
  },
  {
    name: 'the past of who is elsewhere is forgotten',
    file: 'partition/past.js',
    text: 'outbox.message(home, encodeBackfill({ ...replayed, to, hops: hops + 1 }));',
    instead: '',
  },
  {
    name: 'the next owner does not go on with the past',
    file: 'partition/past.js',
    text: 'this.#backfill.restore(progress);',
    instead: '',
  },
  {
    name: 'a replay takes too much for published',
    file: 'cluster/published.js',
    text: 'return this.#above.has(id) || !isAfter(id, this.floor);',
    instead: "return this.floor !== '' || this.#above.size > 0;",
  },
  {
    name: 'a replay publishes everything again',
    file: 'cluster/published.js',
    text: 'return this.#above.has(id) || !isAfter(id, this.floor);',
    instead: 'return false;',
  },
  {
    name: 'a link counts as done wherever it lies',
    file: 'cluster/output-flow.js',
    text: "order.by === 'position' && head.sequence <= this.#done",
    instead: "order.by === 'position' && head.sequence < 0",
  },
  {
    name: 'outputs that failed are not sent again',
    file: 'cluster/output-flow.js',
    text: "item.state = 'waiting'; item.failed = true;",
    instead: "item.state = 'stored'; item.failed = true;",
  },
  {
    name: 'an unlink leaves the children',
    file: 'identity/commands.js',
    text: '?.parent === type && !gone.includes(link)',
    instead: '?.parent === link',
  },
  {
    name: 'nothing keeps out events from before an erasure',
    file: 'identity/stitcher.js',
    text: 'event.time <= tombstone.erased',
    instead: 'event.time < 0',
  },
  {
    name: 'the fence is left out',
    file: 'cluster/changelog.js',
    text: 'bytes, { messageId, expectedLastSequence });',
    instead: 'bytes, { messageId });',
  },
  {
    name: 'a commit is ahead of its state',
    file: 'cluster/checkpoints.js',
    text: '{ ...cut, chunks,',
    instead: '{ ...cut, offset: this.#applied, chunks,',
  },
  {
    name: 'a checkpoint does not wait for its outputs',
    file: 'cluster/checkpoints.js',
    text: 'await stored;',
    instead: '',
  },
  {
    name: 'the sweep deletes too early',
    file: 'cluster/checkpoints.js',
    text: 'changelog.purgeBefore(from)',
    instead: 'changelog.purgeBefore(changelog.next - 1)',
  },
  {
    name: 'nothing of a changelog is ever deleted',
    file: 'cluster/checkpoints.js',
    text: 'await changelog.purgeBefore(from);',
    instead: '',
  },
  {
    name: 'a checkpoint does not tell what is gone',
    file: 'partition/checkpointer.js',
    text: "this.#encoded.push(encodeEntry({ kind: 'gone', name }, this.#definitions()));",
    instead: ';',
  },
  {
    name: 'what changes behind the cut is written as it is then',
    file: 'partition/checkpointer.js',
    text: 'root(profile) { if (profile.cut) this.#encode(profile);',
    instead: 'root(profile) {',
  },
  {
    name: 'a checkpoint forgets lives',
    file: 'partition/checkpointer.js',
    text: 'this.#lives.set(keyText(key), key);',
    instead: '',
  },
  {
    name: 'a restore begins from nothing',
    file: 'lane/opening.js',
    text: 'const commit = this.#changelog.commit;',
    instead: 'const commit = undefined;',
  },
  {
    name: 'a restore forgets what came by links',
    file: 'partition/partition.js',
    text: 'this.#incoming.last[from] = n;',
    instead: ';',
  },
  {
    name: 'a restore forgets what went by links',
    file: 'partition/partition.js',
    text: 'this.#outbox.sent[to] = n;',
    instead: ';',
  },
  {
    name: 'a restore forgets timers',
    file: 'partition/store.js',
    text: 'this.alarms.arm(profile, isOtherwise ? Math.min(armed, next(profile)) : armed);',
    instead: ';',
  },
  {
    name: 'a restore forgets the log time',
    file: 'partition/partition.js',
    text: 'this.#now = this.#statements.at = state.now;',
    instead: '',
  },
  {
    name: 'a restore forgets the erased',
    file: 'partition/restorer.js',
    text: 'nodes.restoreTombstone(entry.hash, entry.tombstone);',
    instead: '',
  },
  {
    name: 'a restore leaves out a record',
    file: 'cluster/owned-partition.js',
    text: 'await this.#reader.start(offset + 1);',
    instead: 'await this.#reader.start(offset + 2);',
  },
  {
    name: 'a torn checkpoint is added to the next one',
    file: 'partition/changelog-state.js',
    text: 'this.#torn.push(...(this.#staged?.chunks ?? [])); this.#staged = undefined;',
    instead: '',
  },
  {
    name: 'a changelog that is shortened is not read again',
    file: 'cluster/changelog.js',
    text: 'if (this.#stopped || !isWorthMore ||',
    instead: 'if (true ||',
    from: 51,
  },
  {
    name: 'checkpoints that came to no commit stay for ever',
    file: 'cluster/changelog.js',
    text: 'if (chunks.length === 0) return;',
    instead: 'return;',
  },
  {
    name: 'a checkpoint forgets whom new definitions have met',
    file: 'partition/sweeps-codec.js',
    text: 'return { from, lastMs: last };',
    instead: 'return { from: 0, lastMs: last };',
  },
  {
    name: 'new definitions come to everybody at his turn only',
    file: 'partition/renewals.js',
    text: 'if (profile.turn === this.#adoption.turn) return;',
    instead: "if (profile.turn === this.#adoption.turn || this.#by === 'look') return;",
  },
  {
    name: 'a second change of definitions forgets whom the first one has not met',
    file: 'partition/adoption.js',
    text: 'this.#earlier = [...this.#earlier, last].map(',
    instead: 'this.#earlier = [last].map(',
  },
]

/** The text with the bug in it, or why it cannot be made. */
export function mutated(source: string, { text, instead }: Mutant): string | Error {
  const words = text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const places = [...source.matchAll(new RegExp(words.join('\\s*'), 'g'))]
  const [place] = places
  if (place === undefined || places.length > 1) return new Error(`stands ${places.length} times: ${text}`)
  return source.slice(0, place.index) + instead + source.slice(place.index + place[0].length)
}
