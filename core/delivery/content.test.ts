import { describe, expect, it } from 'vitest'
import { LIMITS } from '../base/limits.js'
import type { ContentDefinition } from '../definitions/content.js'
import { createRenderer } from './content.js'
import { contentsOf, sampleDelivery } from './test-deliveries.js'

const content = (body: string, more: Partial<ContentDefinition> = {}): ContentDefinition => ({
  name: 'welcome',
  version: 'v1',
  body,
  parts: {},
  ...more,
})

function render(body: string, snapshot: object = {}) {
  const delivery = sampleDelivery()
  const full = { ...delivery, snapshot: { ...delivery.snapshot, ...snapshot } }
  return createRenderer(contentsOf(content(body)))(full)
}

function bodyOf(body: string, snapshot: object = {}): string {
  const rendered = render(body, snapshot)
  if (!rendered.ok) throw new Error(rendered.reason)
  return rendered.content.body
}

describe('rendering', () => {
  it('fills subject, body and parts from the snapshot and the addresses', () => {
    const definition = content('{{ profile.name }}: {{ entry.event.items }}', {
      subject: 'To {{ to.email[0] }}',
      parts: { url: 'https://example.com/{{ to.user_id.first | url_encode }}' },
    })
    expect(createRenderer(contentsOf(definition))(sampleDelivery())).toEqual({
      ok: true,
      content: {
        name: 'welcome',
        subject: 'To ann@example.com',
        body: 'Ann: 2',
        parts: { url: 'https://example.com/ann' },
      },
    })
  })

  it('leaves empty what the snapshot does not have', () => {
    expect(bodyOf('[{{ profile.no.such }}{% if entry.nothing %}x{% endif %}]')).toBe('[]')
  })

  it('does not run templates that a customer sent', () => {
    expect(bodyOf('{{ profile.name }}', { profile: { name: '{{ to.email[0] }}{% raw %}' } })).toBe(
      '{{ to.email[0] }}{% raw %}',
    )
  })

  it('shows nothing of prototypes', () => {
    const profile = JSON.parse('{"__proto__": {"a": 1}, "tags": ["x"]}')
    expect(
      bodyOf('{{ profile.constructor }}{{ profile.tags.constructor }}{{ to.toString }}', { profile }),
    ).toBe('')
  })

  it('takes "now" for the instant of the delivery, and instants without a zone for UTC', () => {
    expect(bodyOf('{{ "now" | date: "%Y-%m-%d %H:%M" }}')).toBe('2026-01-01 10:00')
    expect(bodyOf('{{ "today" | date_to_xmlschema }}')).toBe('2026-01-01T10:00:00+00:00')
    expect(bodyOf('{{ "2026-07-01 08:00" | date: "%H:%M %z" }}')).toBe('08:00 +0000')
    expect(bodyOf('{{ "2026-07-01T08:00+08:00" | date: "%H:%M" }}')).toBe('00:00')
  })

  it('is kept from loops without end by time', () => {
    const loop = '{% for a in (1..3000) %}{% for b in (1..3000) %}{% endfor %}{% endfor %}'
    expect(render(loop)).toMatchObject({ ok: false, again: true, reason: expect.stringContaining('limit') })
  })

  it('is kept from taking all memory', () => {
    expect(render('{% for a in (1..100000000) %}x{% endfor %}')).toMatchObject({ ok: false, again: false })
  })

  it('is kept from texts without end', () => {
    const profile = { long: 'x'.repeat(LIMITS.contentLengthMax) }
    expect(render('{{ profile.long }}', { profile }).ok).toBe(true)
    expect(render('{{ profile.long }}!', { profile })).toMatchObject({ ok: false, again: false })
  })

  it('says when there is no such content', () => {
    expect(createRenderer(new Map())(sampleDelivery())).toEqual({
      ok: false,
      reason: 'there is no content "welcome"',
      again: false,
    })
  })
})

describe('compiling', () => {
  it.each([
    ['a tag that is not closed', '{% if profile.name %}x', 'not closed'],
    ['an unknown filter', '{{ profile.name | shout }}', 'undefined filter: shout'],
    ['an unknown tag', '{% shout %}', 'tag "shout" not found'],
    ['files', '{% include "/etc/passwd" %}', 'tag "include" not found'],
    ['files in another way', '{% render "/etc/passwd" %}', 'tag "render" not found'],
    ['files in a third way', '{% layout "/etc/passwd" %}', 'tag "layout" not found'],
    ['chance', '{{ profile.tags | sample }}', 'undefined filter: sample'],
  ])('refuses %s, and says where', (_, template, reason) => {
    const compile = () => createRenderer(contentsOf(content('fine', { parts: { html: template } })))
    expect(compile).toThrow(reason)
    expect(compile).toThrow('content "welcome", parts.html')
  })

  it('names all mistakes at once', () => {
    const wrong = [content('{{', { name: 'a' }), content('{%', { name: 'b' })]
    expect(() => createRenderer(contentsOf(...wrong))).toThrow(/content "a".*content "b"/s)
  })
})
