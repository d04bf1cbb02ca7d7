import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadDefinitions, loadSomeDefinitions } from './definition-files.js'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('loadDefinitions', () => {
  it('reads YAML files of all folders below, sorted, and nothing else', () => {
    folder = mkdtempSync(join(tmpdir(), 'waymark-definitions-'))
    mkdirSync(join(folder, 'a'))
    for (const name of ['b.yaml', 'a/z.yml', 'a.yaml', 'notes.md']) writeFileSync(join(folder, name), name)
    expect(loadDefinitions(folder).map(({ text }) => text)).toEqual(['a.yaml', 'a/z.yml', 'b.yaml'])
  })

  it('passes over what is hidden: a mounted ConfigMap has each file twice', () => {
    folder = mkdtempSync(join(tmpdir(), 'waymark-definitions-'))
    for (const name of ['..2026_01', '.git', 'node_modules']) mkdirSync(join(folder, name))
    for (const name of ['..2026_01/a.yaml', '.git/b.yaml', 'node_modules/c.yaml', '.d.yaml', 'a.yaml'])
      writeFileSync(join(folder, name), name)
    expect(loadDefinitions(folder).map(({ text }) => text)).toEqual(['a.yaml'])
  })

  it('names all files that are not UTF-8, and what to do', () => {
    folder = mkdtempSync(join(tmpdir(), 'waymark-definitions-'))
    const gbk = Buffer.concat([Buffer.from('kind: content\nbody: '), Buffer.from([0xcd, 0xf5, 0xb7, 0xbc])])
    for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(folder, name), gbk)
    expect(() => loadDefinitions(folder)).toThrow(
      /a\.yaml is not UTF-8: byte 21, on line 2, .*“body: 王芳”\n.*b\.yaml is not UTF-8/,
    )
    expect(() => loadDefinitions(folder)).toThrow(
      expect.objectContaining({ todo: expect.stringMatching(/iconv -f gbk -t utf-8 .*a\.yaml/) }),
    )
  })

  it('of a file says which folder to name', () => {
    folder = mkdtempSync(join(tmpdir(), 'waymark-definitions-'))
    writeFileSync(join(folder, 'gold.yaml'), '')
    expect(() => loadDefinitions(join(folder, 'gold.yaml'))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/gold\.yaml is a file: /),
        todo: expect.stringMatching(/^name its folder: .*waymark-definitions-\w+$/),
      }),
    )
  })

  it('of a folder without any says so, where a command names it', () => {
    folder = mkdtempSync(join(tmpdir(), 'waymark-definitions-'))
    expect(loadDefinitions(folder)).toEqual([])
    expect(() => loadSomeDefinitions(folder)).toThrow(/there is no \.yaml file in .*waymark-definitions-/)
  })

  it('says which folder is not there', () => {
    expect(() => loadDefinitions('/nonexistent')).toThrow(/definitions cannot be read: .*\/nonexistent/)
  })
})
