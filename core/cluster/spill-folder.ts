import { readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The folder of a worker in the one that is configured; it is made when there is something to put there. What
 * workers that have ended left behind is deleted: it was of use to them alone.
 * @param id unlike that of any other worker
 */
export function spillFolder(spillDir: string, id: string): string {
  const folder = resolve(spillDir)
  for (const name of names(folder)) {
    const path = join(folder, name)
    const pid = Number(/^worker-(\d+)-/.exec(name)?.[1] ?? Number.NaN)
    if (isGone(pid, path)) rmSync(path, { recursive: true, force: true })
  }
  return join(folder, `worker-${process.pid}-${id}`)
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** False for what is no process id, and for a process of somebody else. */
function isGone(pid: number, path: string): boolean {
  if (Number.isNaN(pid)) return false
  // In a container every process may have had this id.
  if (pid === process.pid) return statSync(path).mtimeMs < Date.now() - process.uptime() * 1000
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
