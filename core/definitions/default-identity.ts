import { type IdentifierType, type IdentityRules, typeSeed } from './identities.js'

const DAY_MS = 86_400_000

const TYPE_DEFAULTS = {
  entity: 'user',
  normalise: 'none',
  max: 100,
  windowMs: Number.POSITIVE_INFINITY,
  overLimit: 'reject',
  parent: null,
  switched: 'last-login',
  ownersMax: 3,
} as const

/** What an identifier type may leave unsaid. */
export type TypeDeclaration = Pick<IdentifierType, 'name' | 'role' | 'from'> &
  Partial<Omit<IdentifierType, 'name' | 'role' | 'from' | 'priority' | 'seed'>>

/** Types in order of priority, with defaults and seeds filled in. */
export function identifierTypes(declarations: readonly TypeDeclaration[]): IdentifierType[] {
  return declarations.map((declaration, priority) => {
    const entity = declaration.entity ?? TYPE_DEFAULTS.entity
    return { ...TYPE_DEFAULTS, ...declaration, priority, seed: typeSeed(entity, declaration.name) }
  })
}

/** Values that SDKs and forms send for «nobody», after PostHog's and Segment's lists, lower case. */
export const BLOCKED_VALUES: ReadonlySet<string> = new Set([
  ...['null', 'undefined', 'none', 'nil', 'nan', 'n/a', 'na', '-', '-1', 'true', 'false'],
  ...['anonymous', 'guest', 'unknown', 'not_authenticated', 'distinct_id', 'distinctid', 'id', 'email'],
  ...['[object object]', 'test@test.com', 'noemail@noemail.com'],
])

/** Only zeros and dashes: `0`, `00000000-0000-0000-0000-000000000000`. */
export const BLOCKED_PATTERNS: readonly RegExp[] = [/^[0-]*$/]

/** The rules that hold when no definition of kind `identity` says otherwise. */
export const DEFAULT_IDENTITY: IdentityRules = {
  types: identifierTypes([
    { name: 'user_id', role: 'known', from: ['userId', 'previousId'], max: 1 },
    {
      name: 'email',
      role: 'contact',
      from: ['traits.email', 'context.traits.email', 'properties.email'],
      normalise: 'lower',
      max: 5,
      windowMs: 365 * DAY_MS,
      overLimit: 'evict-oldest',
    },
    {
      name: 'anonymous_id',
      role: 'anonymous',
      from: ['anonymousId'],
      max: 100,
      windowMs: 365 * DAY_MS,
      overLimit: 'evict-oldest',
    },
    { name: 'group_id', role: 'known', entity: 'account', from: ['groupId'], max: 1 },
  ]),
  blockedValues: BLOCKED_VALUES,
  blockedPatterns: BLOCKED_PATTERNS,
  countryCode: null,
  undeclared: 'ignore',
}
