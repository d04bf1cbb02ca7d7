import { expect, it } from 'vitest'
import { parseAddresses } from './nats-address.js'

it('an address without a secret stays as it is', () => {
  const servers = ['nats://a:4222', 'b', 'tls://c:4223', 'nats://[::1]:4222']
  expect(parseAddresses(servers)).toEqual({ servers })
})

it('a token or a user with a password comes out of the address', () => {
  expect(parseAddresses(['nats://s3cret@a:4222'])).toEqual({ servers: ['nats://a:4222'], token: 's3cret' })
  expect(parseAddresses(['nats://ann:p%40ss@a'])).toEqual({
    servers: ['nats://a'],
    user: 'ann',
    pass: 'p@ss',
  })
})
