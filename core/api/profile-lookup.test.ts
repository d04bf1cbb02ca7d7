import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import { nodeName } from '../event/node-name.js'
import { type AskOwner, lookUpProfile, type Question } from './profile-lookup.js'

const email = { type: 'email', value: 'ann@example.com' }
const asked: Question[] = []

/** Owners that know these answers, by `type:value`; the partition is the length of the value. */
function owners(answers: Readonly<Record<string, unknown>>): AskOwner {
  asked.length = 0
  return async (question) => {
    asked.push(question)
    const { type, value } = question
    return { partition: value.length, found: answers[`${type}:${value}`] ?? null }
  }
}

describe('lookUpProfile', () => {
  it('follows redirects to the profile, and says which way it went', async () => {
    const ask = owners({
      'email:ann@example.com': { redirect: { type: 'anonymous_id', value: 'a1' } },
      'anonymous_id:a1': {
        redirect: { type: 'user_id', value: 'u1' },
        owners: [{ type: 'user_id', value: 'u0' }],
      },
      'user_id:u1': { profile: 'p1' },
    })
    const device = { type: 'anonymous_id', value: 'a1' }
    const user = { type: 'user_id', value: 'u1' }
    expect(await lookUpProfile(ask, email)).toEqual({
      profile: 'p1',
      way: [
        { ...email, partition: 15, leads: device },
        { ...device, partition: 2, leads: user, owners: [{ type: 'user_id', value: 'u0' }] },
        { ...user, partition: 2, leads: 'profile' },
      ],
    })
  })

  it('asks for the node that a redirect names: the identifier may have been let go since', async () => {
    const second = nodeName('u1', 2)
    const ask = owners({
      'email:ann@example.com': { redirect: { type: 'user_id', value: second } },
      [`user_id:${second}`]: { profile: 'p1' },
    })
    const { way } = await lookUpProfile(ask, email)
    expect(asked).toEqual([
      { ...email, named: false },
      { type: 'user_id', value: second, named: true },
    ])
    expect(way[0]?.leads).toEqual({ type: 'user_id', value: 'u1', life: 2 })
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
      message: expect.stringContaining('it leads to user_id:u1'),
      todo: expect.stringContaining('try again'),
    })
  })

  it('gives up when redirects do not end', async () => {
    let calls = 0
    const ask: AskOwner = async (identifier) => {
      calls++
      return { partition: 0, found: { redirect: identifier } }
    }
    await expect(lookUpProfile(ask, email)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(calls).toBe(LIMITS.queryHopsMax + 1)
  })
})
