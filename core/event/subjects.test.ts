import { describe, expect, it } from 'vitest'
import { names, nnn } from './subjects.js'

describe('names of streams, subjects and buckets', () => {
  it('never change: what is stored goes by them', () => {
    const wm = names('wm')
    expect({
      log: wm.log(7),
      logStream: wm.logStream(7),
      changelog: wm.changelog(63),
      changelogStream: wm.changelogStream(63),
      fact: wm.fact('segment.entered', 7),
      factStream: wm.factStream,
      delivery: wm.delivery('webhook', 7),
      deliveryStream: wm.deliveryStream,
      deadLetter: wm.deadLetter('record'),
      deadLetterStream: wm.deadLetterStream,
      query: wm.query(0),
      member: wm.member('host-1'),
      members: wm.member('>'),
      memberStream: wm.memberStream,
      buckets: [wm.definitionStream, wm.definition('current'), wm.effectsBucket],
    }).toEqual({
      log: 'wm.p.007',
      logStream: 'WM_P_007',
      changelog: 'wm.s.063',
      changelogStream: 'WM_S_063',
      fact: 'wm.fact.segment.entered.007',
      factStream: 'WM_FACTS',
      delivery: 'wm.delivery.webhook.007',
      deliveryStream: 'WM_DELIVERIES',
      deadLetter: 'wm.dlq.record',
      deadLetterStream: 'WM_DLQ',
      query: 'wm.query.000',
      member: '$KV.WM_cluster.host-1',
      members: '$KV.WM_cluster.>',
      memberStream: 'KV_WM_cluster',
      buckets: ['KV_WM_definitions', '$KV.WM_definitions.current', 'WM_effects'],
    })
  })

  it('keep two namespaces apart', () => {
    const all = (namespace: string) => {
      const { log, logStream, fact, factStream } = names(namespace)
      return [log(0), logStream(0), fact('delivery', 0), factStream]
    }
    expect(all('wm').filter((name) => all('eu').includes(name))).toEqual([])
  })

  it('make one token of a channel’s name, so that it cannot change the subject', () => {
    expect(names('wm').delivery('a.b *>\n张', 1)).toBe('wm.delivery.a_b_____.001')
  })

  it('write a partition with three digits', () => {
    expect([nnn(0), nnn(63), nnn(999)]).toEqual(['000', '063', '999'])
  })
})
