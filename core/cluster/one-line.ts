/** Text on one line: what a customer sent must neither break a line nor move a cursor. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
