import type { Clock } from '../base/clock.js'

/**
 * Waits for work that may never end.
 * @throws Error that names the work when it took longer than `ms`; what the work itself throws
 */
export async function beforeDeadline<T>(
  work: Promise<T>,
  ms: number,
  clock: Clock,
  name: string,
): Promise<T> {
  let cancel = () => {}
  const late = new Promise<never>((_, reject) => {
    cancel = clock.timer(ms, () => reject(new Error(`${name} took longer than ${ms} ms`)))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    cancel()
  }
}
