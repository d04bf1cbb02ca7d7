import { describe, expect, it } from 'vitest'
import { TargetGuard } from './target-guard.js'

describe('TargetGuard', () => {
  const guard = new TargetGuard()

  it.each([
    '127.0.0.1',
    '127.255.255.255',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2001:0:7f00:1::',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
  ])('refuses %s', (address) => {
    expect(guard.refusal('https:', 'a.example', address)).toContain('not public')
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'lets https go to %s',
    (address) => {
      expect(guard.refusal('https:', 'a.example', address)).toBeNull()
    },
  )

  it('refuses plain http, also to public addresses', () => {
    expect(guard.refusal('http:', 'a.example', '8.8.8.8')).toContain('use https')
  })

  it('lets addresses, networks and hosts go that are named, and nothing beside them', () => {
    const named = new TargetGuard(['10.1.2.3', '192.168.0.0/24', 'fd00::/8', 'Hook.internal'])
    for (const address of ['10.1.2.3', '192.168.0.77', 'fd12::1', '::ffff:10.1.2.3'])
      expect(named.refusal('http:', 'a.example', address)).toBeNull()
    for (const address of ['10.1.2.4', '192.168.1.1', 'fe80::1'])
      expect(named.refusal('https:', 'a.example', address)).not.toBeNull()
    expect(named.refusal('http:', 'hook.internal', '127.0.0.1')).toBeNull()
    expect(named.refusal('http:', 'a.hook.internal', '127.0.0.1')).not.toBeNull()
  })

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0.0/', 'a b', '', 'http://x', '*'])(
    'cannot be told "%s"',
    (entry) => {
      expect(() => new TargetGuard([entry])).toThrow(`"${entry}"`)
    },
  )
})
