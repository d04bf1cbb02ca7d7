/** A whole number as people read it: `20,000`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
