import { readFileSync } from 'node:fs'

/** Of the kernel's clock in /proc: 100 a second on every Linux that Node runs on. */
const TICK_MICROS = 10_000

/**
 * CPU that a process has taken so far with all its threads, in microseconds; NaN where there is no /proc
 * (man 5 proc: fields 14 and 15 of stat, counted behind the name, which may hold anything).
 */
export function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS
  } catch {
    return Number.NaN
  }
}
