/** What a test varies in its identity rules. */
export interface Policy {
  readonly switched?: 'last-login' | 'first' | 'shared' | undefined
  readonly overLimit?: 'reject' | 'evict-oldest'
  readonly cookies?: number
  readonly onMerge?: 'keep-oldest' | 'keep-newest' | 'keep-all'
  readonly undeclared?: 'ignore' | 'reject'
}

/** Definitions with every kind of identifier, and a segment and a journey to see merges by. */
export function rules(policy: Policy = {}): string {
  const { switched = 'last-login', overLimit = 'reject', cookies = 5, onMerge = 'keep-oldest' } = policy
  return `
kind: identity
name: rules
country_code: "86"
undeclared: ${policy.undeclared ?? 'ignore'}
types:
  - {type: user_id, role: known, from: [userId, previousId], max: 1}
  - {type: union_id, role: known, from: [context.externalIds.union_id], max: 1}
  - {type: phone, role: contact, from: [traits.phone], normalise: e164, parent: user_id, max: 2}
  - {type: email, role: contact, from: [traits.email, properties.email], normalise: lower, max: 5}
  - {type: device, role: anonymous, from: [context.device.id], max_owners: 3}
  - type: cookie
    role: anonymous
    from: [anonymousId, context.previous]
    max: ${cookies}
    window: 7d
    over_limit: ${overLimit}
    switched: ${switched}
---
kind: segment
name: browser
where: {count: {event: Seen, within: 30d, is: '>= 3'}}
---
kind: journey
name: nudge
trigger: {event: Seen}
entry: {again: never}
on_merge: ${onMerge}
steps: [{wait: 1d}, {send: {channel: console, content: hello}}]
---
kind: content
name: hello
body: Hi
`
}
