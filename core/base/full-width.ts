/** Signs that an input method for Chinese, or a word processor, writes in place of those of ASCII. */
const ASCII: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '、': ',',
  '【': '[',
  '】': ']',
  '《': '<',
  '》': '>',
  '\u3000': ' ',
  '\u00a0': ' ',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '—': '-',
  '–': '-',
}

/** A text with signs of ASCII in place of such that look like them. */
export function asAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (sign) => asciiOf(sign) ?? sign)
}

/** What to write for the first sign of a text that only looks like one of ASCII; or ''. */
export function fullWidthAdvice(text: string): string {
  for (const sign of text) {
    const ascii = asciiOf(sign)
    // Letters and digits of that width say what they are.
    if (ascii === undefined || /[\w]/.test(ascii)) continue
    const name = ascii === ' ' ? 'a wide space' : sign
    return `${name} is not of ASCII: write ${ascii === ' ' ? 'a plain one' : ascii}`
  }
  return ''
}

function asciiOf(sign: string): string | undefined {
  const code = sign.codePointAt(0) ?? 0
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : ASCII[sign]
}
