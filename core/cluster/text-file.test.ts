import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { NotUtf8, readText, Utf8Watch } from './text-file.js'

const folder = mkdtempSync(join(tmpdir(), 'waymark-text-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** 王芳 in GBK. */
const WANG_FANG = Buffer.from([0xcd, 0xf5, 0xb7, 0xbc])

function fault(bytes: Uint8Array, size = bytes.length): { message: string; todo: string } {
  const watch = new Utf8Watch('a.csv')
  try {
    for (let at = 0; at < bytes.length; at += size) watch.take(bytes.subarray(at, at + size))
    watch.end()
  } catch (error) {
    if (error instanceof NotUtf8) return { message: error.message, todo: error.todo }
    throw error
  }
  return { message: '', todo: '' }
}

describe('a file that is not UTF-8', () => {
  it('is named with byte and line, how it would read, and how it is converted', () => {
    const bytes = Buffer.concat([Buffer.from('name,total\nann,1\n'), WANG_FANG, Buffer.from(',2\n')])
    expect(fault(bytes)).toEqual({
      message: 'a.csv is not UTF-8: byte 18, on line 3, is 0xcd; read as gbk it says “王芳,2”',
      todo: 'save it as UTF-8, or: iconv -f gbk -t utf-8 a.csv > utf8-copy',
    })
  })

  it('is found at the same place however it is cut into chunks', () => {
    const bytes = Buffer.concat([Buffer.from('姓名,合计\n王芳,1\n'), WANG_FANG, Buffer.from(',2\n')])
    for (const size of [1, 2, 3, 5, 7, 16])
      expect(fault(bytes, size).message).toMatch(/byte 24, on line 3, is 0xcd/)
  })

  it('may be in the alphabet of Western Europe, in UTF-16, a workbook, or compressed', () => {
    expect(fault(Buffer.from('Grüße aus Köln', 'latin1')).todo).toMatch(/iconv -f windows-1252 /)
    expect(fault(Buffer.from('Grüße aus Köln', 'latin1')).message).toContain('“Grüße aus Köln”')
    expect(fault(Buffer.from('\ufeffname', 'utf16le')).todo).toMatch(/iconv -f utf-16 /)
    expect(fault(Buffer.from([0x50, 0x4b, 3, 4, 0xff])).message).toMatch(/a workbook/)
    expect(fault(Buffer.from([0x1f, 0x8b, 8, 0])).todo).toBe('gunzip a.csv')
  })

  it('may end within a letter', () => {
    expect(fault(Buffer.from('ab王').subarray(0, 4)).message).toMatch(/byte 3, on line 1/)
  })
})

it('UTF-8 is taken as it is, in whatever chunks; a mark in front is left out', () => {
  const bytes = Buffer.from('a,王芳,👍,é\n'.repeat(20))
  for (const size of [1, 2, 3, 4, 5, 100]) expect(fault(bytes, size).message).toBe('')
  writeFileSync(join(folder, 'marked.yaml'), '\ufeffname: 王芳\n')
  expect(readText(join(folder, 'marked.yaml'))).toBe('name: 王芳\n')
})
