import { expect, it } from 'vitest'
import { parseLines, parseStanzas } from './nats-debian.js'

it('reads the old form of package sources', () => {
  const text = `# deb http://old/debian sid main
deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg] http://mirror/debian bookworm main contrib # ours
deb-src http://mirror/debian bookworm main
deb http://mirror/debian-security bookworm-security main`
  expect(parseLines(text)).toEqual([
    {
      uris: 'http://mirror/debian',
      suites: ['bookworm'],
      components: ['main', 'contrib'],
      signedBy: '/usr/share/keyrings/k.gpg',
    },
    {
      uris: 'http://mirror/debian-security',
      suites: ['bookworm-security'],
      components: ['main'],
      signedBy: '',
    },
  ])
})

it('reads the new form, without what is switched off or holds sources only', () => {
  const text = `Types: deb deb-src
# a remark
URIs: http://mirror/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/k.gpg

Types: deb
URIs: http://off/debian
Suites: trixie
Components: main
Enabled: no

Types: deb-src
URIs: http://src/debian
Suites: trixie
Components: main
`
  expect(parseStanzas(text)).toEqual([
    {
      uris: 'http://mirror/debian',
      suites: ['trixie', 'trixie-updates'],
      components: ['main'],
      signedBy: '/usr/share/keyrings/k.gpg',
    },
  ])
})
