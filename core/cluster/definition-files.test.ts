import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadDefinitions } from './definition-files.js'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('loadDefinitions', () => {
  it('reads YAML files of all folders below, sorted, and nothing else', () => {
    folder = mkdtempSync(join(tmpdir(), 'waymark-definitions-'))
    mkdirSync(join(folder, 'a'))
    for (const name of ['b.yaml', 'a/z.yml', 'a.yaml', 'notes.md']) writeFileSync(join(folder, name), name)
    expect(loadDefinitions(folder).map(({ text }) => text)).toEqual(['a.yaml', 'a/z.yml', 'b.yaml'])
  })

  it('says which folder is not there', () => {
    expect(() => loadDefinitions('/nonexistent')).toThrow(/definitions cannot be read: .*\/nonexistent/)
  })
})
