import { z } from 'zod'
import {
  BLOCKED_PATTERNS,
  BLOCKED_VALUES,
  DEFAULT_IDENTITY,
  identifierTypes,
  type TypeDeclaration,
} from './default-identity.js'
import type { Source } from './document.js'
import { description } from './fields.js'
import type { IdentityRules } from './identities.js'
import { durationAt } from './parts.js'

const typeName = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'a type is small letters, digits and _')
const typeSchema = z.strictObject({
  type: typeName.meta({ description: 'Its name.', examples: ['user_id'] }),
  entity: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/)
    .default('user')
    .meta({ description: 'Kind of the profiles that it identifies: user, unless told; account.' }),
  role: z.enum(['known', 'contact', 'anonymous']).meta({
    description:
      'known: a user; two never become one by themselves. contact: an address. anonymous: a device.',
  }),
  from: z
    .array(z.string().min(1))
    .min(1)
    .meta({ description: 'Where it stands in an event.', examples: [['userId', 'traits.email']] }),
  normalise: z
    .enum(['none', 'lower', 'e164'])
    .default('none')
    .meta({ description: 'How values are made alike: small letters, or telephone numbers as +8613…' }),
  max: z
    .int()
    .min(1)
    .max(512)
    .default(100)
    .meta({ description: 'So many of a profile, at most, within window.' }),
  window: z
    .string()
    .default('ever')
    .meta({ description: 'Time within which max counts: ever, or a duration.', examples: ['30d'] }),
  over_limit: z
    .enum(['reject', 'evict-oldest'])
    .default('reject')
    .meta({ description: 'What becomes of one more than max: it is refused, or the oldest goes.' }),
  parent: typeName
    .meta({ description: 'Type with which it is let go by unlink.', examples: ['email'] })
    .optional(),
  switched: z.enum(['last-login', 'first', 'shared']).default('last-login').meta({
    description: 'Whose it is when another known user signs in: theirs, still the first’s, or nobody’s.',
  }),
  max_owners: z
    .int()
    .min(1)
    .max(1_000)
    .default(3)
    .meta({ description: 'Known users after which it is taken for shared and links no more.' }),
})
export const identitySchema = z.strictObject({
  kind: z.literal('identity'),
  name: z.string().meta({ description: 'Its name; there is one identity definition at most.' }),
  description: description.optional(),
  types: z.array(typeSchema).min(1).max(64).meta({
    description: 'Types of identifiers, strongest first; known ones before all others of their kind.',
  }),
  blocked: z
    .array(z.string())
    .default([])
    .meta({ description: 'Values that identify nobody, besides null, undefined, 0000 and their like.' }),
  country_code: z
    .string()
    .regex(/^\d{1,3}$/)
    .meta({ description: 'Of telephone numbers that name no country.', examples: ['86'] })
    .optional(),
  undeclared: z
    .enum(['ignore', 'reject'])
    .default('ignore')
    .meta({ description: 'What becomes of events with identifiers of no such type.' }),
})

/** Compiles the identity rules; undefined when they have mistakes. */
export function compileIdentity(source: Source, timeScale: number): IdentityRules | undefined {
  const fields = source.check(identitySchema, [], source.fields)
  if (fields === undefined) return undefined
  const declared = new Set<string>()
  const declarations: TypeDeclaration[] = []
  let failed = false
  for (const [i, type] of fields.types.entries()) {
    const windowMs =
      type.window === 'ever'
        ? Number.POSITIVE_INFINITY
        : durationAt(source, ['types', i, 'window'], type.window, timeScale)
    const before = fields.types.slice(0, i)
    const weaker = before.some(({ role, entity }) => role !== 'known' && entity === type.entity)
    const taken = before.flatMap((other) =>
      other.from.filter((path) => type.from.includes(path)).map((path) => `${path} is already ${other.type}`),
    )
    const mistake = declared.has(type.type)
      ? `type "${type.type}" is declared twice`
      : type.role === 'known' && weaker
        ? 'known types come before contact and anonymous ones: a known root must be the strongest'
        : type.parent !== undefined && !fields.types.some((other) => other.type === type.parent)
          ? `parent "${type.parent}" is not declared`
          : taken[0]
    if (mistake !== undefined) source.problem(['types', i], mistake)
    if (mistake !== undefined || windowMs === undefined) failed = true
    declared.add(type.type)
    declarations.push({
      name: type.type,
      entity: type.entity,
      role: type.role,
      from: type.from,
      normalise: type.normalise,
      max: type.max,
      windowMs: windowMs ?? 0,
      overLimit: type.over_limit,
      parent: type.parent ?? null,
      switched: type.switched,
      ownersMax: type.max_owners,
    })
  }
  if (failed) return undefined
  return {
    ...DEFAULT_IDENTITY,
    types: identifierTypes(declarations),
    blockedValues: new Set([...BLOCKED_VALUES, ...fields.blocked.map((value) => value.toLowerCase())]),
    blockedPatterns: BLOCKED_PATTERNS,
    countryCode: fields.country_code ?? null,
    undeclared: fields.undeclared,
  }
}
