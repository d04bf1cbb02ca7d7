import { z } from 'zod'

/** Fields that definitions of several kinds have; what is said of them here is what editors show. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,80}$/, 'a name is small letters, digits, - and _; description takes any script')
  .meta({
    description: 'Its name: small letters, digits, - and _. Others name it by this.',
    examples: ['gold'],
  })
export const description = z
  .string()
  .meta({ description: 'What it is for, in any language; nothing reads it.' })
export const entity = z.string().default('user').meta({
  description: 'Kind of the profiles that it is about: user, unless told, or as the identity rules say.',
})

/** A length of time; `what` says of what. */
export function duration(what: string, ...examples: string[]): z.ZodString {
  return z.string().meta({ description: `${what} A duration: ms, s, m, h, d, w, y (365d).`, examples })
}

/** A condition in CEL over an event's properties. */
export function eventCondition(what: string, example = 'event.total >= 100'): z.ZodString {
  return z.string().meta({ description: `${what} CEL, true or false.`, examples: [example] })
}

export const eventName = z
  .string()
  .min(1)
  .meta({ description: 'Name of an event, as it is sent.', examples: ['Order Completed'] })
