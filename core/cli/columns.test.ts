import { expect, it } from 'vitest'
import { displayWidth, pairs, table } from './columns.js'

it('columns stand below each other in any script', () => {
  const lines = table(
    [{ title: 'name' }, { title: 'members', right: true }, { title: 'what' }],
    [
      ['big-spender', '12', 'x'],
      ['大客户', '3', ''],
      ['naïve', '1200000', '高价值'],
    ],
  )
  expect(lines).toEqual([
    'name         members  what',
    'big-spender       12  x',
    '大客户             3',
    'naïve        1200000  高价值',
  ])
})

it('names and texts stand in two columns', () => {
  expect(
    pairs([
      ['姓名', '王芳'],
      ['tier', '2'],
    ]),
  ).toEqual(['姓名  王芳', 'tier  2'])
})

it('a text in cells: wide letters take two, marks and joiners none', () => {
  const widths = ['abc', '王芳', 'ｆ：', '한국', 'e\u0301', '👍', 'a\u200db', '“x”'].map(displayWidth)
  expect(widths).toEqual([3, 4, 4, 4, 1, 2, 2, 3])
})
