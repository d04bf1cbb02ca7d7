import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { type AskOwner, lookUpProfile } from './profile-lookup.js'

const email = { type: 'email', value: 'ann@example.com' }

/** Owners that know these answers, by `type:value`. */
function owners(answers: Readonly<Record<string, unknown>>): AskOwner {
  return async ({ type, value }) => answers[`${type}:${value}`] ?? null
}

describe('lookUpProfile', () => {
  it('follows redirects to the profile', async () => {
    const ask = owners({
      'email:ann@example.com': { redirect: { type: 'anonymous_id', value: 'a1' } },
      'anonymous_id:a1': { redirect: { type: 'user_id', value: 'u1' } },
      'user_id:u1': { profile_id: 'p1' },
    })
    expect(await lookUpProfile(ask, email)).toEqual({ profile_id: 'p1' })
  })

  it('says that nobody has the identifier', async () => {
    await expect(lookUpProfile(owners({}), email)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'no profile has email:ann@example.com',
    })
  })

  it('asks for patience when a redirect leads to what is still on its way', async () => {
    const ask = owners({ 'email:ann@example.com': { redirect: { type: 'user_id', value: 'u1' } } })
    await expect(lookUpProfile(ask, email)).rejects.toMatchObject({
      todo: expect.stringContaining('try again'),
    })
  })

  it('gives up when redirects do not end', async () => {
    let asked = 0
    const ask: AskOwner = async (identifier) => {
      asked++
      return { redirect: identifier }
    }
    await expect(lookUpProfile(ask, email)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(asked).toBe(LIMITS.queryHopsMax + 1)
  })
})
