import { asAscii } from '../base/full-width.js'
import { parseDuration } from './duration.js'

const UNITS: readonly (readonly [unit: string, words: RegExp])[] = [
  ['ms', /^(?:ms|msecs?|milliseconds?|毫秒)$/],
  ['s', /^(?:s|secs?|seconds?|秒|秒钟)$/],
  ['m', /^(?:m|mins?|minutes?|分|分钟)$/],
  ['h', /^(?:h|hrs?|hours?|时|小时|个小时|钟头|个钟头)$/],
  ['d', /^(?:d|days?|天|日)$/],
  ['w', /^(?:w|wks?|weeks?|周|星期|个星期|礼拜)$/],
  ['y', /^(?:y|yrs?|years?|年)$/],
]
const MONTH = /^(?:mo|mons?|months?|月|个月)$/
const MONTH_DAYS = 30
const ISO_8601 = /^p(?:(\d+)y)?(?:(\d+)mo)?(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?$/
const ISO_UNITS = ['y', 'mo', 'w', 'd', 'h', 'm', 's']

/** The duration that a text which is none was meant to be: `7 days`, `P7D` and `7天` are `7d`. */
export function durationMeant(text: string): string | undefined {
  const plain = asAscii(text).trim().toLowerCase()
  // In ISO 8601 an M before the T is a month.
  const iso = ISO_8601.exec(plain.replace(/^(p[^t]*?\d)m/, '$1mo'))
  const isoParts = iso
    ?.slice(1)
    .flatMap((number, i) => (number === undefined ? [] : [[number, ISO_UNITS[i]]]))
  const parts =
    isoParts ?? [...plain.matchAll(/(\d+(?:\.\d+)?)\s*-?\s*([a-z]+|\p{L}+)/gu)].map((part) => part.slice(1))
  const rest =
    iso === null ? plain.replaceAll(/(\d+(?:\.\d+)?)\s*-?\s*([a-z]+|\p{L}+)|\band\b|[\s,]+/gu, '') : ''
  const written = parts.map(([number = '', word = '']) => {
    if (MONTH.test(word)) return `${Number(number) * MONTH_DAYS}d`
    const unit = UNITS.find(([, words]) => words.test(word))?.[0]
    return unit === undefined ? '?' : number + unit
  })
  const meant = written.join(' ')
  return rest === '' && parseDuration(meant) !== null ? meant : undefined
}

const PERIODS: readonly (readonly [period: string, words: RegExp])[] = [
  ['today', /^(?:today|this day|今天|今日|当天|当日)$/],
  ['this week', /^(?:(?:this|current) ?week|本周|这周|当周)$/],
  ['this month', /^(?:(?:this|current) ?month|本月|这个月|当月)$/],
  ['this year', /^(?:(?:this|current) ?year|今年|本年|当年)$/],
]

/** The period of the calendar that a text was meant to be. */
export function periodMeant(text: string): string | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[_\s-]+/g, ' ')
  return PERIODS.find(([, words]) => words.test(plain))?.[0]
}

const OPERATORS: readonly (readonly [operator: string, words: RegExp])[] = [
  ['>=', /^(?:=>|at least|min|至少|不少于)$/],
  ['<=', /^(?:=<|at most|max|up to|最多|至多|不超过)$/],
  ['>', /^(?:more than|over|above|大于|超过|多于)$/],
  ['<', /^(?:less than|fewer than|under|below|小于|少于|不到)$/],
  ['==', /^(?:===?|exactly|equals?|is|等于)$/],
  ['!=', /^(?:<>|!==|not|不等于)$/],
]
const AFTER: readonly (readonly [operator: string, words: RegExp])[] = [
  ['>=', /^(?:\+|or more|and more|以上|及以上)$/],
  ['<=', /^(?:or less|or fewer|以下|及以下)$/],
]

/** The comparison with a number that a text which is none was meant to be: `3 or more` is `>= 3`. */
export function comparisonMeant(text: string): string | undefined {
  const plain = asAscii(text)
    .toLowerCase()
    .replaceAll(/^["'\s]+|["'\s]+$/g, '')
  const [, before = '', number = '', after = ''] =
    /^([^\d-]*?)\s*(-?\d[\d,_]*(?:\.\d+)?)\s*(.*)$/.exec(plain) ?? []
  const amount = number.replaceAll(/[,_]/g, '')
  if (amount === '') return undefined
  const word = before.trim()
  if (/^(?:>=|<=|==|!=|>|<|=)$/.test(word)) return `${word} ${amount}`
  const operator = OPERATORS.find(([, words]) => words.test(word))?.[0]
  if (operator !== undefined) return `${operator} ${amount}`
  const behind = AFTER.find(([, words]) => words.test(after.trim()))?.[0]
  return word === '' && (behind !== undefined || after === '') ? `${behind ?? '>='} ${amount}` : undefined
}
